@NullMarked
package dev.governance.chain;

import org.jspecify.annotations.NullMarked;
