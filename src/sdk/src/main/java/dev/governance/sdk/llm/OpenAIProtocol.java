package dev.governance.sdk.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OpenAI's chat completions, responses, completions and embeddings. */
public final class OpenAIProtocol implements Protocol {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAIProtocol.class);

    private static final String CHAT = "chat.completions";
    private static final String COMPLETIONS = "completions";
    private static final String EMBEDDINGS = "embeddings";

    /** The end of a path and what is called there; the first that fits counts. */
    private record Endpoint(String end, String name) {}

    private static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("/chat/completions", CHAT),
            new Endpoint("/completions", COMPLETIONS),
            new Endpoint("/responses", "responses"),
            new Endpoint("/embeddings", EMBEDDINGS));

    private static final List<String> LIMITS = List.of("max_completion_tokens", "max_output_tokens", "max_tokens");

    @Override
    public Provider provider() {
        return Provider.OPENAI;
    }

    @Override
    public Optional<String> endpoint(String path) {
        return ENDPOINTS.stream()
                .filter(known -> path.endsWith(known.end()))
                .map(Endpoint::name)
                .findFirst();
    }

    @Override
    public @Nullable Long outputLimit(String endpoint, JsonNode request) {
        if (endpoint.equals(EMBEDDINGS)) {
            return 0L;
        }
        long choices = Math.max(1, UsageJson.orZero(request.path("n")));
        return LIMITS.stream()
                .map(name -> UsageJson.count(request.path(name)))
                .filter(limit -> limit != null && limit > 0)
                .findFirst()
                .map(limit -> Objects.requireNonNull(limit) * Math.min(choices, 128)) // the most it takes
                .orElse(null);
    }

    @Override
    public boolean askForUsage(String endpoint, ObjectNode request) {
        if (!endpoint.equals(CHAT) && !endpoint.equals(COMPLETIONS)) {
            return false; // responses always tell
        }
        JsonNode options = request.path("stream_options");
        if (options.has("include_usage")) {
            if (!options.path("include_usage").asBoolean()) {
                LOG.atWarn()
                        .log("a stream was told not to tell its usage; what it uses is estimated, and at least"
                                + " what was projected");
            }
            return false;
        }
        ObjectNode asked = options instanceof ObjectNode given ? given : request.putObject("stream_options");
        asked.put("include_usage", true);
        return true;
    }

    @Override
    public @Nullable TokenUsage usage(JsonNode answer) {
        return told(answer);
    }

    private static @Nullable TokenUsage told(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        if (usage.has("input_tokens")) {
            return UsageJson.of(usage, "input_tokens", "output_tokens");
        }
        if (usage.has("prompt_tokens") && !usage.has("completion_tokens")) { // embeddings bring nothing out
            Long input = UsageJson.count(usage.path("prompt_tokens"));
            return input == null || input == 0 ? null : TokenUsage.of(input, 0);
        }
        return UsageJson.of(usage, "prompt_tokens", "completion_tokens");
    }

    @Override
    public List<String> toolCalls(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.path("choices")
                .forEach(choice -> choice.path("message").path("tool_calls").forEach(call -> add(names, call)));
        answer.path("output").forEach(item -> addItem(names, item));
        return names;
    }

    private static void add(List<String> names, JsonNode call) {
        Stream.of(call.path("function"), call.path("custom"))
                .map(tool -> tool.path("name").asText())
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
    }

    private static void addItem(List<String> names, JsonNode item) {
        if (item.path("type").asText().endsWith("_call")) {
            names.add(item.path("name").asText(item.path("type").asText()));
        }
    }

    @Override
    public StreamReading stream(boolean hidesUsage) {
        return new Reading(hidesUsage);
    }

    private static final class Reading implements StreamReading {
        private final boolean hidesUsage;
        private final Set<String> tools = new LinkedHashSet<>();
        private volatile @Nullable TokenUsage usage;
        private volatile @Nullable TokenUsage atLeast;
        private volatile List<String> toolCalls = List.of();

        Reading(boolean hidesUsage) {
            this.hidesUsage = hidesUsage;
        }

        @Override
        public boolean take(JsonNode event) {
            // A response comes inside its event; a chat's chunks are bare.
            TokenUsage told = told(event.has("response") ? event.path("response") : event);
            if (told != null) {
                atLeast = told;
                usage = isLast(event) ? told : usage;
            }
            collect(event);
            boolean bare =
                    event.path("choices").isArray() && event.path("choices").isEmpty();
            return !(hidesUsage && told != null && bare);
        }

        /** Some servers tell in every chunk what was used up to it. */
        private static boolean isLast(JsonNode event) {
            if (event.has("response")) {
                return true;
            }
            JsonNode choices = event.path("choices");
            return choices.isEmpty() || choices.path(0).hasNonNull("finish_reason");
        }

        private void collect(JsonNode event) {
            List<String> names = new ArrayList<>();
            event.path("choices")
                    .forEach(choice -> choice.path("delta").path("tool_calls").forEach(call -> add(names, call)));
            if (event.path("type").asText().equals("response.output_item.done")) {
                addItem(names, event.path("item"));
            }
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
