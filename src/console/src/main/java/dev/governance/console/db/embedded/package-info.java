@NullMarked
package dev.governance.console.db.embedded;

import org.jspecify.annotations.NullMarked;
