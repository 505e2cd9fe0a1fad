/**
 * Events that wait in a local file while the store cannot be reached. What is public here is so for the SDK's other
 * packages; agents use {@code Audit}.
 */
@NullMarked
package dev.governance.sdk.degraded;

import org.jspecify.annotations.NullMarked;
