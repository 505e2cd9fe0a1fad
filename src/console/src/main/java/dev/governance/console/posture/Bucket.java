package dev.governance.console.posture;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Audit rows of one agent counted together.
 *
 * @param signal what they light today; null for nothing
 * @param blocked whether their kind says that an agent was stopped
 * @param minute the minute they fall in; null when it is longer ago than anybody asks
 * @param events rows not counted elsewhere for the agent's total
 * @param rows rows in this bucket
 * @param today those of the current UTC day
 * @param newest the highest chain_seq
 * @param latest the latest time of writing
 */
record Bucket(
        String agentId,
        @Nullable Signal signal,
        boolean blocked,
        @Nullable Instant minute,
        long events,
        long rows,
        long today,
        long newest,
        Instant latest) {}
