@NullMarked
package dev.governance.console.cost;

import org.jspecify.annotations.NullMarked;
