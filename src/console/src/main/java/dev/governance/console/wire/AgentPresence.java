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

    /**
     * Who stopped the agent, when and why, and whether it obeys as far as this console saw itself.
     *
     * @param observation {@code still_active} when the agent began new work after the halt had to be known to it,
     *     {@code no_activity_since} when nothing of that kind was seen, null while neither can be said
     * @param lastActivityAt when the console last saw new work after the halt, by the database's clock
     */
    public record Halt(
            String haltedBy,
            @Nullable Instant haltedAt,
            String reason,
            @Nullable String observation,
            @Nullable Instant lastActivityAt) {}
}
