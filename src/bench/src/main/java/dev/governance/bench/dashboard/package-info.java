@NullMarked
package dev.governance.bench.dashboard;

import org.jspecify.annotations.NullMarked;
