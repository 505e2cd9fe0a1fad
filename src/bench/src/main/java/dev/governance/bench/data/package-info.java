@NullMarked
package dev.governance.bench.data;

import org.jspecify.annotations.NullMarked;
