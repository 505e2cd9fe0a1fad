@NullMarked
package dev.governance.bench.append;

import org.jspecify.annotations.NullMarked;
