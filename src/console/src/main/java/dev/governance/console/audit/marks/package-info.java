/** What the console has seen of the log, so that it misses what goes missing. */
@NullMarked
package dev.governance.console.audit.marks;

import org.jspecify.annotations.NullMarked;
