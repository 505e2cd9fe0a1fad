package dev.governance.console.approvals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as the database holds it when somebody acts on it.
 *
 * @param version of the row: another one as soon as anybody writes it
 * @param token never leaves this package
 * @param payload JSON text; null when it is too large to be read
 * @param operatorId for whom the agent says now that it acts
 * @param operators for whom it said so, and who owned it, at any time since the request, at most {@link ApprovalRules#MOST_OPERATORS} and one
 * @param reviewerId whose claim it is, fresh or not
 * @param reviewer the same by name; null when no user has this id
 * @param claimIsFresh whether the reviewer still looks at it
 * @param grantedFirst whether somebody granted it first of two, so that it takes two whatever it says it is
 * @param resolution null while it waits or when it expired
 * @param open whether it has not expired
 * @param now the database's time, by which all of this was judged
 */
record Gate(
        UUID requestId,
        String version,
        String agentId,
        String kind,
        String actionHash,
        String token,
        @Nullable String payload,
        Instant expiresAt,
        @Nullable String operatorId,
        List<String> operators,
        @Nullable UUID reviewerId,
        @Nullable String reviewer,
        @Nullable Instant reviewingSince,
        boolean claimIsFresh,
        boolean grantedFirst,
        @Nullable String resolution,
        @Nullable Instant resolvedAt,
        boolean open,
        Instant now) {
    Gate {
        operators = List.copyOf(operators);
    }

    @Override
    public String toString() {
        return "Gate[" + requestId + "]"; // whoever reads the token may act
    }
}
