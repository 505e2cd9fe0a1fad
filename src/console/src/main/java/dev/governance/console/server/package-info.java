@NullMarked
package dev.governance.console.server;

import org.jspecify.annotations.NullMarked;
