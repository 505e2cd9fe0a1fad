@NullMarked
package dev.governance.bench.api;

import org.jspecify.annotations.NullMarked;
