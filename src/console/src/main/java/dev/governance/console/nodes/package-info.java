@NullMarked
package dev.governance.console.nodes;

import org.jspecify.annotations.NullMarked;
