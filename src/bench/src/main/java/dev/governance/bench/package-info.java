@NullMarked
package dev.governance.bench;

import org.jspecify.annotations.NullMarked;
