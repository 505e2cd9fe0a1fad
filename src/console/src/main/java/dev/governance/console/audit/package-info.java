@NullMarked
package dev.governance.console.audit;

import org.jspecify.annotations.NullMarked;
