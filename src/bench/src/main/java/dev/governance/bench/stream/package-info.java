@NullMarked
package dev.governance.bench.stream;

import org.jspecify.annotations.NullMarked;
