/** Halts, as a table: each way an agent can go, whoever halted it, whatever the database does. */
@NullMarked
package dev.governance.sdk.matrix;

import org.jspecify.annotations.NullMarked;
