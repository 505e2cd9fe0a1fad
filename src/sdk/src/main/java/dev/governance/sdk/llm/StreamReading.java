package dev.governance.sdk.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up what the events of one stream tell. It is fed by the thread that reads, and asked by any. */
public interface StreamReading {
    /** Takes the next event; false when it is not for the host. */
    boolean take(JsonNode event);

    /** What was used, once the provider said so for good; else null. */
    @Nullable
    TokenUsage usage();

    /** What is known so far; null when nothing is. */
    @Nullable
    TokenUsage atLeast();

    /** The tools that the model wants to be called so far. */
    List<String> toolCalls();
}
