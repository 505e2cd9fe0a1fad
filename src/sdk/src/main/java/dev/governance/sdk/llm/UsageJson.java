package dev.governance.sdk.llm;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads token counts that a provider, or whoever poses as one, wrote. */
final class UsageJson {
    /**
     * Usage under the names that are there, or null when one is missing, no count, or all are zero, as no call uses
     * nothing.
     */
    static @Nullable TokenUsage of(JsonNode usage, String input, String output) {
        Long in = count(usage.path(input));
        Long out = count(usage.path(output));
        return in == null || out == null || in + out == 0 ? null : TokenUsage.of(in, out);
    }

    static @Nullable Long count(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && TokenUsage.plausible(node.longValue())
                ? Long.valueOf(node.longValue())
                : null;
    }

    /** A count, or zero where there is none. */
    static long orZero(JsonNode node) {
        Long count = count(node);
        return count == null ? 0 : count;
    }

    private UsageJson() {}
}
