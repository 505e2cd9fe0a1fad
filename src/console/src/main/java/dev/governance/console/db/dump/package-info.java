@NullMarked
package dev.governance.console.db.dump;

import org.jspecify.annotations.NullMarked;
