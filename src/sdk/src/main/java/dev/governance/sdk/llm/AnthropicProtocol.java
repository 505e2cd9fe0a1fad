package dev.governance.sdk.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages. */
public final class AnthropicProtocol implements Protocol {
    @Override
    public Provider provider() {
        return Provider.ANTHROPIC;
    }

    @Override
    public Optional<String> endpoint(String path) {
        return path.endsWith("/messages") ? Optional.of("messages") : Optional.empty();
    }

    @Override
    public @Nullable Long outputLimit(String endpoint, JsonNode request) {
        Long limit = UsageJson.count(request.path("max_tokens"));
        return limit == null || limit == 0 ? null : limit;
    }

    @Override
    public boolean askForUsage(String endpoint, ObjectNode request) {
        return false; // a stream of messages always tells
    }

    @Override
    public @Nullable TokenUsage usage(JsonNode answer) {
        return told(answer.path("usage"));
    }

    /**
     * Input and caches together; what fills a cache costs 1.25 of a fresh token, or 2 where it is kept for an hour, and
     * what is read from it 0.1 (docs of the provider, "Prompt caching", 2026-11-29).
     */
    private static @Nullable TokenUsage told(JsonNode usage) {
        Long input = UsageJson.count(usage.path("input_tokens"));
        Long output = UsageJson.count(usage.path("output_tokens"));
        if (input == null || output == null) {
            return null;
        }
        long filled = UsageJson.orZero(usage.path("cache_creation_input_tokens"));
        long forAnHour =
                Math.min(filled, UsageJson.orZero(usage.path("cache_creation").path("ephemeral_1h_input_tokens")));
        long read = UsageJson.orZero(usage.path("cache_read_input_tokens"));
        long all = input + filled + read;
        long priced = input + forAnHour * 2 + rounded((filled - forAnHour) * 5, 4) + rounded(read, 10);
        boolean known = all + output > 0 && TokenUsage.plausible(all) && TokenUsage.plausible(priced);
        return known ? new TokenUsage(all, output, priced) : null;
    }

    private static long rounded(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    @Override
    public List<String> toolCalls(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.path("content").forEach(block -> add(names, block));
        return names;
    }

    private static void add(List<String> names, JsonNode block) {
        if (block.path("type").asText().endsWith("tool_use")) {
            names.add(block.path("name").asText());
        }
    }

    @Override
    public StreamReading stream(boolean hidesUsage) {
        return new Reading();
    }

    private static final class Reading implements StreamReading {
        private final Set<String> tools = new LinkedHashSet<>();
        private volatile @Nullable TokenUsage usage;
        private volatile @Nullable TokenUsage atLeast;
        private volatile List<String> toolCalls = List.of();

        @Override
        public boolean take(JsonNode event) {
            switch (event.path("type").asText()) {
                case "message_start" -> atLeast = told(event.path("message").path("usage"));
                case "message_delta" -> delta(event);
                case "content_block_start" -> collect(event.path("content_block"));
                default -> {}
            }
            return true;
        }

        /** What it does not repeat of the prompt was said at the start; the one that says why it stopped is the last. */
        private void delta(JsonNode event) {
            TokenUsage known = merged(atLeast, event.path("usage"));
            atLeast = known;
            if (event.path("delta").hasNonNull("stop_reason")) {
                usage = known;
            }
        }

        private static @Nullable TokenUsage merged(@Nullable TokenUsage before, JsonNode now) {
            TokenUsage whole = told(now);
            if (before == null || (whole != null && whole.input() >= before.input())) {
                return whole;
            }
            Long output = UsageJson.count(now.path("output_tokens"));
            return output == null
                    ? before
                    : new TokenUsage(before.input(), Math.max(output, before.output()), before.priced());
        }

        private void collect(JsonNode block) {
            List<String> names = new ArrayList<>();
            add(names, block);
            if (!names.isEmpty() && tools.addAll(Bounded.names(names)) && tools.size() <= Bounded.NAMES) {
                toolCalls = List.copyOf(tools);
            }
        }

        @Override
        public @Nullable TokenUsage usage() {
            return usage;
        }

        @Override
        public @Nullable TokenUsage atLeast() {
            return atLeast;
        }

        @Override
        public List<String> toolCalls() {
            return toolCalls;
        }
    }
}
