package dev.governance.console.audit;

import org.jspecify.annotations.Nullable;

/**
 * How fast rows are read, and how long the rest will take.
 *
 * @param total an estimate, never below what was read; 0 while there is none
 * @param percent null while there is no estimate
 * @param rate rows a second
 * @param secondsLeft null as long as there is nothing to judge by
 */
record Pace(
        long rows,
        long total,
        @Nullable Double percent,
        long rate,
        @Nullable Long secondsLeft) {
    /** An estimate must not look like an end. */
    private static final double NEARLY = 99;

    /** Below this a rate is chance. */
    private static final double ENOUGH_SECONDS = 0.5;

    static Pace of(long rows, long estimate, double seconds, boolean done) {
        long rate = seconds < ENOUGH_SECONDS ? 0 : Math.round(rows / seconds);
        if (done) {
            return new Pace(rows, rows, 100.0, rate, 0L);
        }
        if (estimate <= 0) {
            return new Pace(rows, 0, null, rate, null);
        }
        long total = Math.max(rows, estimate);
        double percent = Math.min(NEARLY, Math.floor(rows * 1_000.0 / total) / 10);
        return new Pace(rows, total, percent, rate, rate == 0 ? null : (total - rows) / rate);
    }
}
