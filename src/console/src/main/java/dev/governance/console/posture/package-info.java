@NullMarked
package dev.governance.console.posture;

import org.jspecify.annotations.NullMarked;
