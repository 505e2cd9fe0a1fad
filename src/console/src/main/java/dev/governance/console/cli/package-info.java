@NullMarked
package dev.governance.console.cli;

import org.jspecify.annotations.NullMarked;
