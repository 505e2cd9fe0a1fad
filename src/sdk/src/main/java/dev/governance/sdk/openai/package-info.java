/** The official OpenAI client, guarded at its HTTP layer. Needs {@code com.openai:openai-java}, which is the host's. */
@NullMarked
package dev.governance.sdk.openai;

import org.jspecify.annotations.NullMarked;
