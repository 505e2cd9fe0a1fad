@NullMarked
package dev.governance.bench.list;

import org.jspecify.annotations.NullMarked;
