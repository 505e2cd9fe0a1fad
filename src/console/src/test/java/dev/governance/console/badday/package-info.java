@NullMarked
package dev.governance.console.badday;

import org.jspecify.annotations.NullMarked;
