package dev.governance.console.audit.marks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a head does not cover: beyond what it is about, or in its gaps.
 *
 * @param count of them, at most one more than {@link #COUNTED}
 * @param old of them, those that say they were not written just now
 * @param newest the greatest chain_seq beyond the head; null without any
 * @param newestInGaps the greatest chain_seq in its gaps; null without any
 * @param given the greatest chain_seq that the log's sequence has given out; of a row beyond it somebody chose the number
 * @param firstAt when the first says it was written; null when it tells no time
 * @param now the later of the database's clock and this machine's
 */
record Unmarked(
        long count,
        long old,
        @Nullable Long newest,
        @Nullable Long newestInGaps,
        long given,
        @Nullable Instant firstAt,
        Instant now) {
    /** More are not counted. */
    static final int COUNTED = 10_000;

    boolean isMany() {
        return count > COUNTED;
    }

    /** What nobody marks before the sequence has come so far: whatever lies between would pass for missing. */
    boolean hasChosenNumber() {
        return newest != null && newest > given;
    }

    /** As {@code 12 events}. */
    String words() {
        if (isMany()) {
            return "more than 10,000 events";
        }
        return count == 1 ? "1 event" : count + " events";
    }
}
