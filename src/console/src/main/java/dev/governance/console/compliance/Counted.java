package dev.governance.console.compliance;

import dev.governance.console.wire.EvidenceReport.Window;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the database counted, all in one snapshot.
 *
 * @param kinds rows of the window by kind, of those that are asked for
 * @param unacknowledged halts of the window that no process of their agent has acknowledged until now
 * @param firstOfLog the lowest chain_seq of the whole log; null when it is empty
 * @param loggedSince when the row that stands first in the log was written
 */
record Counted(
        Window window,
        Rows rows,
        Map<String, Long> kinds,
        long agents,
        Uses uses,
        long models,
        long unacknowledged,
        Requests requests,
        Deciders deciders,
        Changes changes,
        @Nullable Long firstOfLog,
        @Nullable Instant loggedSince) {
    /**
     * Rows of the window.
     *
     * @param errors of kinds that end in {@code .error}
     * @param firstSeq their lowest chain_seq; null when there are none
     */
    record Rows(
            long events,
            long signed,
            long withInput,
            long withOutput,
            long errors,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt,
            @Nullable Long firstSeq,
            @Nullable Long lastSeq) {}

    /** Sessions of agents in the window, and when they wrote in it. */
    record Uses(
            long sessions,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt) {}

    /**
     * Requests for approval that were made in the window, and decisions that fell in it.
     *
     * @param cancelled ended without a decision before they expired
     */
    record Requests(long made, long granted, long denied, long cancelled, long expired, long waiting) {}

    /** Decisions in the log, and how many different people they name. */
    record Deciders(long decisions, long people, long unnamed) {}

    /**
     * Changes of policies in the window.
     *
     * @param since when the history of policies began; null when it is empty
     */
    record Changes(long inConsole, long outside, @Nullable Instant since) {}

    long of(String... names) {
        long sum = 0;
        for (String name : names) {
            sum += kinds.getOrDefault(name, 0L);
        }
        return sum;
    }
}
