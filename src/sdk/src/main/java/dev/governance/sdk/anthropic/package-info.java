/** The official Anthropic client, guarded at its HTTP layer. Needs {@code com.anthropic:anthropic-java}, the host's. */
@NullMarked
package dev.governance.sdk.anthropic;

import org.jspecify.annotations.NullMarked;
