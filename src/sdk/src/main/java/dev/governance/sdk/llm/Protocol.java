package dev.governance.sdk.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a provider's JSON says what is asked and what it used. */
public interface Protocol {
    Provider provider();

    /** The name of the call that a POST to {@code path} asks a model with; empty for every other. */
    Optional<String> endpoint(String path);

    /** The most tokens that may come out; null when the request does not say. */
    @Nullable
    Long outputLimit(String endpoint, JsonNode request);

    /** Asks for the usage at the end of a stream; true when the host had not asked for it. */
    boolean askForUsage(String endpoint, ObjectNode request);

    /** What a whole answer used; null when it does not tell, or tells nonsense. */
    @Nullable
    TokenUsage usage(JsonNode answer);

    /** The tools that a whole answer wants to be called, by name. */
    List<String> toolCalls(JsonNode answer);

    /**
     * Reads a new stream.
     *
     * @param hidesUsage whether an event that tells nothing but the usage is kept from the host, who did not ask for it
     */
    StreamReading stream(boolean hidesUsage);
}
