@NullMarked
package dev.governance.bench.scale;

import org.jspecify.annotations.NullMarked;
