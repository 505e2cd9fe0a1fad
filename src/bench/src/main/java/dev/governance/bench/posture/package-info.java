@NullMarked
package dev.governance.bench.posture;

import org.jspecify.annotations.NullMarked;
