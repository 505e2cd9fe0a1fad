@NullMarked
package dev.governance.console.explorer;

import org.jspecify.annotations.NullMarked;
