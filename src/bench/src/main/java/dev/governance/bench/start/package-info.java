@NullMarked
package dev.governance.bench.start;

import org.jspecify.annotations.NullMarked;
