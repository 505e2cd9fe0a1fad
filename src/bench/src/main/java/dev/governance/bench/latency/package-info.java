@NullMarked
package dev.governance.bench.latency;

import org.jspecify.annotations.NullMarked;
