package dev.governance.console.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request, for whoever came too late.
 *
 * @param state as {@link Approval#state()}
 * @param resolution granted, denied or cancelled; null while it waits or when it expired
 * @param resolvedBy who decided; where that was outside, as an audit row claims
 * @param decidedOutside whether it was granted or denied, and not by this console
 * @param rationale why it was decided so, redacted; null for who may not read approvals
 * @param reviewerId who claims it; null when nobody does, the claim is over, or it is decided
 * @param reviewer the same by name; null when no user has this id
 * @param claimExpiresAt when the claim is over; null when nobody claims it
 * @param escalation to whom it was handed on, the last time; null when it was not, and for who may not read approvals
 */
public record ApprovalState(
        UUID requestId,
        String state,
        Instant expiresAt,
        @Nullable String resolution,
        @Nullable String resolvedBy,
        @Nullable Instant resolvedAt,
        boolean decidedOutside,
        @Nullable String rationale,
        @Nullable UUID reviewerId,
        @Nullable String reviewer,
        @Nullable Instant reviewingSince,
        @Nullable Instant claimExpiresAt,
        Approval.@Nullable Escalation escalation) {

    /**
     * The state of a request.
     *
     * @param claims how long a claim lasts
     * @param readable whether the asker may read what people wrote
     */
    public static ApprovalState of(Approval approval, Duration claims, boolean readable) {
        boolean waits = approval.resolvedAt() == null;
        Instant since = waits && approval.reviewerId() != null ? approval.reviewingSince() : null;
        return new ApprovalState(
                approval.requestId(),
                approval.state(),
                approval.expiresAt(),
                approval.resolution(),
                approval.resolvedBy(),
                approval.resolvedAt(),
                approval.decidedOutside(),
                readable ? approval.rationale() : null,
                waits ? approval.reviewerId() : null,
                waits ? approval.reviewer() : null,
                since,
                since == null ? null : since.plus(claims),
                readable ? approval.escalation() : null);
    }
}
