package dev.governance.console.wire;

import java.time.Instant;
import java.util.UUID;

/**
 * A sign-in that holds. Its id names it and opens nothing: the token is another, and nowhere.
 *
 * @param lastSeenAt when it was last used, to the minute
 * @param idleExpiresAt when it ends unless it is used
 * @param address where the sign-in came from, as limits count it: of IPv6 the /64
 * @param userAgent as the browser called itself: one line, at most 256 characters, and no more true than that
 * @param current whether this is the session that asks
 */
public record ConsoleSession(
        UUID sessionId,
        UUID userId,
        String username,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        Instant idleExpiresAt,
        String address,
        String userAgent,
        boolean current) {}
