package dev.governance.console.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One enforcement module of one agent.
 *
 * @param value a short figure beside the lamp, as {@code 3}, {@code 82 %} or {@code 3 of 20}
 * @param reason why it is not passing, what its figure means, or what is not known
 * @param eventId the event that lit it
 */
public record Lamp(
        Status status,
        @Nullable String value,
        @Nullable String reason,
        @Nullable Instant since,
        @Nullable UUID eventId,
        @Nullable Long chainSeq) {

    /** Best first; the order decides which lamp an agent is judged by. */
    public enum Status {
        PASS,
        UNKNOWN,
        WARN,
        FAIL
    }
}
