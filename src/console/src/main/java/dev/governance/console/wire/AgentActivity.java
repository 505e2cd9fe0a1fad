package dev.governance.console.wire;

import java.time.Instant;

/**
 * How much an agent wrote to the audit log.
 *
 * @param lastActive when it wrote last, by its own clock, never later than the database's
 */
public record AgentActivity(String agentId, long eventCount, Instant lastActive) {}
