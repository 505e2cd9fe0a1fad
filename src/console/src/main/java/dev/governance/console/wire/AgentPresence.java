package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is, judged by the database's clock.
 *
 * @param status live, idle, unresponsive or never_seen
 */
public record AgentPresence(
        String agentId,
        String status,
        @Nullable Instant lastHeartbeat,
        @Nullable Instant startedAt,
        @Nullable String operatorId,
        JsonNode metadata,
        @Nullable Halt halt) {

    /** Who stopped the agent, when and why. */
    public record Halt(String haltedBy, @Nullable Instant haltedAt, String reason) {}
}
