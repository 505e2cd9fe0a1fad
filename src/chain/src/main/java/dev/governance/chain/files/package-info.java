/** What the files of keys must be like; no part of the chain's arithmetic. */
@NullMarked
package dev.governance.chain.files;

import org.jspecify.annotations.NullMarked;
