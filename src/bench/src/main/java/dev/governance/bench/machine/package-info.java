@NullMarked
package dev.governance.bench.machine;

import org.jspecify.annotations.NullMarked;
