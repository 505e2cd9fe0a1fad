@NullMarked
package dev.governance.console.bridge;

import org.jspecify.annotations.NullMarked;
