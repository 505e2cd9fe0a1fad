@NullMarked
package dev.governance.console.policies;

import org.jspecify.annotations.NullMarked;
