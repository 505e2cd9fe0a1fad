package dev.governance.console.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Lamp;
import dev.governance.console.wire.OneLine;
import java.util.List;
import java.util.Optional;

/** Lights lamps from audit rows, naming what the row is about. */
final class Lamps {
    /** One line of a card. */
    static final int TEXT = 120;

    /** A tool's name beside the words around it. */
    private static final int SUBJECT = 60;

    /** A lamp lit by the newest row of a signal; {@code sentence} has a place for the tool, and the value is the count. */
    static Lamp seen(Lamp.Status status, AgentFacts facts, EventTally.Seen seen, String sentence) {
        Optional<AuditEvent> event = facts.sighting(seen);
        String subject = event.flatMap(Lamps::subject).orElse("a call");
        return lit(status, Long.toString(seen.count()), String.format(sentence, subject), seen, event);
    }

    static Lamp lit(Lamp.Status status, String value, String reason, EventTally.Seen seen, Optional<AuditEvent> event) {
        return new Lamp(
                status,
                value,
                OneLine.of(reason, TEXT),
                event.map(AuditEvent::createdAt).orElse(null),
                event.map(AuditEvent::eventId).orElse(null),
                seen.newest());
    }

    /** A member of the row's metadata as text fit for one line. */
    static Optional<String> member(AuditEvent event, String name) {
        JsonNode value = event.metadata().tree().path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(OneLine.of(value.asText(), SUBJECT))
                : Optional.empty();
    }

    /** A tool's name as text fit for one line. */
    static String name(String tool) {
        String name = OneLine.of(tool, SUBJECT);
        return name.isEmpty() ? "a tool" : name;
    }

    /** The tool or the API that the row is about. */
    static Optional<String> subject(AuditEvent event) {
        return List.of("tool", "tool_name", "api").stream()
                .flatMap(name -> member(event, name).stream())
                .findFirst();
    }

    private Lamps() {}
}
