package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in one line what an event's metadata holds, for lists where nobody opens the whole object. */
public final class EventSummary {
    /** One line of a table. */
    public static final int LENGTH = 160;

    /** So that one long value leaves room for the others. */
    private static final int PART = 80;

    /** What the event is about, the most telling first. */
    private static final List<String> SUBJECTS =
            List.of("tool", "tool_name", "api", "approval_kind", "gate_kind", "chain", "cap");

    private static final List<String> CAUSES = List.of("reason", "check", "message", "error_type", "rationale");

    private static final List<String> PEOPLE =
            List.of("granted_by", "denied_by", "approved_by", "halted_by", "resumed_by", "revoked_by", "by");

    /** When nothing is known about a kind, its first values stand for it. */
    private static final int UNKNOWN_SHOWN = 3;

    /** Summarises redacted {@code metadata}; empty when it says nothing. */
    public static String of(@Nullable String model, JsonNode metadata) {
        List<String> parts = new ArrayList<>();
        Optional.ofNullable(model).or(() -> text(metadata, "model")).ifPresent(parts::add);
        first(metadata, SUBJECTS).ifPresent(parts::add);
        amount(metadata, "used", "limit").ifPresent(parts::add);
        amount(metadata, "count", "max_calls").ifPresent(parts::add);
        tokens(metadata).ifPresent(parts::add);
        text(metadata, "actual_usd")
                .or(() -> text(metadata, "usd"))
                .or(() -> text(metadata, "amount_usd"))
                .ifPresent(usd -> parts.add("$" + usd));
        first(metadata, CAUSES).ifPresent(parts::add);
        first(metadata, PEOPLE).ifPresent(person -> parts.add("by " + person));
        if (parts.isEmpty()) {
            parts.addAll(firstValues(metadata));
        }
        return OneLine.of(
                parts.stream().map(part -> OneLine.of(part, PART)).collect(Collectors.joining(" · ")), LENGTH);
    }

    private static Optional<String> first(JsonNode metadata, List<String> names) {
        return names.stream().flatMap(name -> text(metadata, name).stream()).findFirst();
    }

    private static Optional<String> amount(JsonNode metadata, String used, String limit) {
        return text(metadata, used)
                .flatMap(value -> text(metadata, limit).map(most -> value + " of " + most))
                .or(() -> text(metadata, used));
    }

    private static Optional<String> tokens(JsonNode metadata) {
        return text(metadata, "actual_tokens")
                .or(() -> text(metadata, "total_tokens"))
                .or(() -> text(metadata.path("token_usage"), "total_tokens"))
                .or(() -> text(metadata, "tokens"))
                .map(count -> count + " tokens");
    }

    private static List<String> firstValues(JsonNode metadata) {
        return metadata.properties().stream()
                .filter(entry ->
                        entry.getValue().isValueNode() && !entry.getValue().isNull())
                .limit(UNKNOWN_SHOWN)
                .map(EventSummary::named)
                .toList();
    }

    private static String named(Map.Entry<String, JsonNode> entry) {
        return entry.getKey() + " " + entry.getValue().asText();
    }

    private static Optional<String> text(JsonNode metadata, String name) {
        JsonNode value = metadata.path(name);
        if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    private EventSummary() {}
}
