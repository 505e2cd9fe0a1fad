@NullMarked
package dev.governance.console.server.config;

import org.jspecify.annotations.NullMarked;
