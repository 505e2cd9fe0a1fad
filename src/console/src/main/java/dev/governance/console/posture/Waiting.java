package dev.governance.console.posture;

import java.time.Instant;

/**
 * Approvals that an agent waits for.
 *
 * @param since when the oldest was asked for
 * @param nextExpiry when the first is lost
 */
record Waiting(String agentId, long count, Instant since, Instant nextExpiry) {}
