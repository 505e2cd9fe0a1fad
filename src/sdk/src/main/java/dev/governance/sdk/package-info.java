@NullMarked
package dev.governance.sdk;

import org.jspecify.annotations.NullMarked;
