@NullMarked
package dev.governance.bench.verify;

import org.jspecify.annotations.NullMarked;
