package dev.governance.sdk;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event.
 *
 * @param sessionId the session it was meant for, also when that was made for it
 * @param stored whether the row is committed; false also when that is not known
 * @param held whether it waits in a file of this machine until the store can be reached, and is stored then
 * @param reason why it was not stored, or what of it was left out; null when all is well
 */
public record AuditResult(
        UUID eventId,
        UUID sessionId,
        boolean stored,
        boolean held,
        @Nullable String reason) {
    /** Whether it is neither in the log nor on its way there. */
    public boolean lost() {
        return !stored && !held;
    }

    /** The reason, empty when all is well. */
    public Optional<String> problem() {
        return Optional.ofNullable(reason);
    }
}
