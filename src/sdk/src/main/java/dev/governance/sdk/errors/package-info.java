/** What the SDK throws, one class per reason. */
@NullMarked
package dev.governance.sdk.errors;

import org.jspecify.annotations.NullMarked;
