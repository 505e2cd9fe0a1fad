package dev.governance.sdk;

import dev.governance.sdk.errors.AgentHaltedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The marker that stops one agent. */
record Halt(
        String agentId,
        String haltedBy,
        @Nullable Instant haltedAt,
        @Nullable String reason) {
    AgentHaltedException exception() {
        return new AgentHaltedException(agentId, haltedBy, haltedAt, reason);
    }
}
