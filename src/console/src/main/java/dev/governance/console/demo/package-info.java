@NullMarked
package dev.governance.console.demo;

import org.jspecify.annotations.NullMarked;
