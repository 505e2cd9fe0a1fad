package dev.governance.sdk;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event.
 *
 * @param sessionId the session it was meant for, also when that was made for it
 * @param stored whether the row is committed; false also when that is not known
 * @param reason why it was not stored, or what of it was left out; null when all is well
 */
public record AuditResult(
        UUID eventId,
        UUID sessionId,
        boolean stored,
        @Nullable String reason) {
    /** The reason, empty when all is well. */
    public Optional<String> problem() {
        return Optional.ofNullable(reason);
    }
}
