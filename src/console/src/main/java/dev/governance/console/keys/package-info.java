@NullMarked
package dev.governance.console.keys;

import org.jspecify.annotations.NullMarked;
