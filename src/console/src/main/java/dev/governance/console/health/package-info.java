@NullMarked
package dev.governance.console.health;

import org.jspecify.annotations.NullMarked;
