package dev.governance.console.audit;

import org.jspecify.annotations.Nullable;

/**
 * How fast rows are read, and how long the rest will take.
 *
 * @param total an estimate, never below what was read
 * @param rate rows a second
 * @param secondsLeft null as long as there is nothing to judge by
 */
record Pace(
        long rows,
        long total,
        double percent,
        long rate,
        @Nullable Long secondsLeft) {
    /** An estimate must not look like an end. */
    private static final double NEARLY = 99;

    /** Below this a rate is chance. */
    private static final double ENOUGH_SECONDS = 0.5;

    static Pace of(long rows, long estimate, double seconds, boolean done) {
        long total = done ? rows : Math.max(rows, estimate);
        double percent = total == 0 ? 0 : Math.min(NEARLY, Math.floor(rows * 1_000.0 / total) / 10);
        long rate = seconds < ENOUGH_SECONDS ? 0 : Math.round(rows / seconds);
        Long left = rate == 0 ? null : (total - rows) / rate;
        return new Pace(rows, total, done ? 100 : percent, rate, left);
    }
}
