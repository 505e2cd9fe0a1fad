/** What wrapped model clients have in common: the order of checks, the reading of usage, the guarded stream. */
@NullMarked
package dev.governance.sdk.llm;

import org.jspecify.annotations.NullMarked;
