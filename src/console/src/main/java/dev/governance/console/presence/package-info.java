@NullMarked
package dev.governance.console.presence;

import org.jspecify.annotations.NullMarked;
