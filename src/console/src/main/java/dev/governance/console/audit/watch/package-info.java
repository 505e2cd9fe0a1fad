@NullMarked
package dev.governance.console.audit.watch;

import org.jspecify.annotations.NullMarked;
