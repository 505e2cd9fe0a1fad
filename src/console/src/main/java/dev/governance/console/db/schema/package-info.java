@NullMarked
package dev.governance.console.db.schema;

import org.jspecify.annotations.NullMarked;
