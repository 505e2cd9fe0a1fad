package dev.governance.console.approvals;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as the database holds it when somebody decides.
 *
 * @param token never leaves this package
 * @param payload JSON text; null when it is too large to be read
 * @param open whether it has not expired
 * @param claimIsFresh whether the reviewer still looks at it
 * @param now the database's time, by which all of this was judged
 */
record Gate(
        UUID requestId,
        String agentId,
        String kind,
        String actionHash,
        String token,
        @Nullable String payload,
        Instant expiresAt,
        @Nullable String operatorId,
        @Nullable UUID reviewerId,
        boolean claimIsFresh,
        @Nullable String resolution,
        @Nullable Instant resolvedAt,
        boolean open,
        Instant now) {
    @Override
    public String toString() {
        return "Gate[" + requestId + "]"; // whoever reads the token may act
    }
}
