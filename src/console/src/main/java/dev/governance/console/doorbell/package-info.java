@NullMarked
package dev.governance.console.doorbell;

import org.jspecify.annotations.NullMarked;
