@NullMarked
package dev.governance.console.auth;

import org.jspecify.annotations.NullMarked;
