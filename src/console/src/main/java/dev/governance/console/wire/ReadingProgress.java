package dev.governance.console.wire;

import org.jspecify.annotations.Nullable;

/**
 * How far a reading of the log is.
 *
 * @param rows read so far, of {@code total} by an estimate; 0 while there is none
 * @param percent 0 to 100, at most 99 until all is read; null while there is no estimate
 * @param rate rows a second so far
 * @param secondsLeft null as long as there is nothing to judge by
 * @param paused why nothing is read at the moment; null when it goes on
 */
public record ReadingProgress(
        long rows,
        long total,
        @Nullable Double percent,
        long rate,
        @Nullable Long secondsLeft,
        @Nullable String paused) {}
