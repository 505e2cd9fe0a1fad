package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request by an agent to do something only a person may allow. Its token never leaves the server.
 *
 * @param reviewerId who claims it, or decided it; null when nobody does, or the claim is over
 * @param reviewer the same by name; null when no user has this id
 * @param escalation to whom it was handed on, the last time; null when it was not
 * @param action what the agent asks for as a sentence, made of kind and payload
 * @param payload what the agent wants to do, redacted
 * @param operatorId on whose behalf the agent acts, as its last heartbeat said
 * @param state {@code pending}, {@code expired}, {@code cancelled}, {@code granted}, {@code denied} or what else the row says
 * @param resolution granted, denied or cancelled; null while it waits or when it expired
 * @param resolvedBy who decided; where this was outside, as an audit row claims
 * @param decidedOutside whether it was granted or denied, and not by this console
 * @param fourEyes the first grant where it takes two different admins; null where one is enough
 * @param blocked why the caller may not decide: {@code self_approval}, {@code operator_unknown}, {@code role}; null
 *     when they may
 */
public record Approval(
        UUID requestId,
        String agentId,
        String kind,
        String action,
        String actionHash,
        Instant createdAt,
        Instant expiresAt,
        @Nullable UUID reviewerId,
        @Nullable String reviewer,
        @Nullable Instant reviewingSince,
        @Nullable Escalation escalation,
        JsonNode payload,
        @Nullable String operatorId,
        String state,
        @Nullable String resolution,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        boolean decidedOutside,
        @Nullable String rationale,
        @Nullable FourEyes fourEyes,
        @Nullable String blocked) {

    /**
     * A request that was handed on.
     *
     * @param to a person or a group, in the words of who did it
     * @param by who did it
     */
    public record Escalation(String to, String by, Instant at) {}

    /**
     * A request that takes two different admins to be granted.
     *
     * @param firstId who granted first; null while nobody did, or nobody who may do so now
     * @param first the same by name
     * @param rationale why, if they said so
     */
    public record FourEyes(
            @Nullable UUID firstId,
            @Nullable String first,
            @Nullable Instant firstAt,
            @Nullable String rationale) {}

    /** The same with who decided it, null when nobody says so, and whether that was here. */
    public Approval decidedBy(@Nullable String name, boolean here) {
        boolean outside = !here && ("granted".equals(resolution) || "denied".equals(resolution));
        return new Approval(
                requestId,
                agentId,
                kind,
                action,
                actionHash,
                createdAt,
                expiresAt,
                reviewerId,
                reviewer,
                reviewingSince,
                escalation,
                payload,
                operatorId,
                state,
                resolution,
                resolvedAt,
                name,
                outside,
                rationale,
                fourEyes,
                blocked);
    }
}
