package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What scripts come in by, without its secret, which was told once.
 *
 * @param tokenId names it and opens nothing
 * @param name what its owner calls it: one line, at most 100 characters
 * @param scopes codes of what it may do at most, sorted
 * @param lastUsedAt to the minute; null when it never was
 * @param revokedAt null unless it was
 */
public record ApiToken(
        UUID tokenId,
        UUID userId,
        String username,
        String name,
        List<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    public ApiToken {
        scopes = List.copyOf(scopes);
    }
}
