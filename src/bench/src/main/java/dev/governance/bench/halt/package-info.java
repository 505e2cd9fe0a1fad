@NullMarked
package dev.governance.bench.halt;

import org.jspecify.annotations.NullMarked;
