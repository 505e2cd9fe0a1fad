@NullMarked
package dev.governance.bench.sse;

import org.jspecify.annotations.NullMarked;
