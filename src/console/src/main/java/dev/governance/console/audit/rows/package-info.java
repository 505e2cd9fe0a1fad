/** Rows of the log as they were signed, read in pieces of bounded size. */
@NullMarked
package dev.governance.console.audit.rows;

import org.jspecify.annotations.NullMarked;
