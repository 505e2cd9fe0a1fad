@NullMarked
package dev.governance.console.compliance;

import org.jspecify.annotations.NullMarked;
