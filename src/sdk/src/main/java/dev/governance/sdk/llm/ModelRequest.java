package dev.governance.sdk.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is about to be asked of a model.
 *
 * @param endpoint which call, such as {@code chat.completions}
 * @param model as the request names it; null when it names none
 * @param tools what the model is shown, by name
 * @param promptTokens estimated, not below zero
 * @param outputTokens at most; null when the request does not say
 * @param payload what is hashed, never stored; JSON types
 * @param attempt 1 for the first, more for the client's own retries
 */
public record ModelRequest(
        Provider provider,
        String endpoint,
        @Nullable String model,
        List<String> tools,
        boolean streaming,
        long promptTokens,
        @Nullable Long outputTokens,
        @Nullable Object payload,
        int attempt) {
    public ModelRequest {
        tools = List.copyOf(tools);
    }
}
