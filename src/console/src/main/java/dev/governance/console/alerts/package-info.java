@NullMarked
package dev.governance.console.alerts;

import org.jspecify.annotations.NullMarked;
