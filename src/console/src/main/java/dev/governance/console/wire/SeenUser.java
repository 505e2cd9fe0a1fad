package dev.governance.console.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in, unless disabled, and when they were here.
 *
 * @param lastSeenAt when a session of theirs was last used, to the minute; null when none of the last month is known
 */
public record SeenUser(
        UUID userId,
        String username,
        Role role,
        boolean disabled,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant lastSeenAt) {
    /** With what the sessions tell. */
    public static SeenUser of(ConsoleUser user, @Nullable Instant lastSeenAt) {
        return new SeenUser(
                user.userId(),
                user.username(),
                user.role(),
                user.disabled(),
                user.createdAt(),
                user.updatedAt(),
                lastSeenAt);
    }
}
