/** The check of the whole log on the bytes that the database sends, at the speed at which it sends them. */
@NullMarked
package dev.governance.chain.scan;

import org.jspecify.annotations.NullMarked;
