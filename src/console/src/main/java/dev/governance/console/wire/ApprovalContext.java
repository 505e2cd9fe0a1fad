package dev.governance.console.wire;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody should know who decides on a request. All but the owners and the decisions is what the agent says of itself.
 *
 * @param risk what the payload says about it, as {@code LOW}; {@code UNKNOWN} when it says nothing
 * @param owners who answers for the agent, as admins say: names or ids of users
 * @param agentPresence null when the agent was never seen, or nobody could tell
 * @param recentAgentEvents the agent's last ten, newest first
 * @param agentCostTodayUsd US dollars of the current UTC day
 * @param similarDecisions the last five grants and denials of the same agent and kind, newest first
 * @param approvers who else may decide it, at most twenty, those who use the console now first; null when it waits no longer,
 *     or whoever asks may not decide anything
 */
public record ApprovalContext(
        Approval approval,
        String risk,
        List<String> owners,
        @Nullable Presence agentPresence,
        List<Event> recentAgentEvents,
        BigDecimal agentCostTodayUsd,
        List<Decision> similarDecisions,
        @Nullable List<Approver> approvers) {
    public ApprovalContext {
        owners = List.copyOf(owners);
        recentAgentEvents = List.copyOf(recentAgentEvents);
        similarDecisions = List.copyOf(similarDecisions);
        approvers = approvers == null ? null : List.copyOf(approvers);
    }

    /**
     * Somebody who may decide it.
     *
     * @param online whether they did something in the console within the last ten minutes and are still signed in
     */
    public record Approver(UUID userId, String username, boolean online) {}

    /** How the agent is, as {@link AgentPresence} says it. */
    public record Presence(String status, @Nullable Instant lastHeartbeat) {}

    /** Something the agent did. */
    public record Event(
            UUID eventId,
            String kind,

            @JsonSerialize(using = StoredTime.Writer.class) @JsonDeserialize(using = StoredTime.Reader.class)
            Instant createdAt) {}

    /**
     * What was decided before.
     *
     * @param sameAction whether exactly the same action was asked for
     * @param resolvedBy who decided, as the audit row says; null when it was decided outside the console
     */
    public record Decision(
            UUID requestId,
            boolean sameAction,
            String resolution,
            Instant resolvedAt,
            @Nullable String resolvedBy,
            @Nullable String rationale) {}
}
