package dev.governance.console.audit;

import dev.governance.console.wire.ReadingProgress;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far a run is, and whether anybody wants it to go on. Safe from any thread. */
final class Tally {
    /** In place of an estimate. */
    static final long UNKNOWN = 0;

    private final long begun = System.nanoTime();
    private final AtomicLong rows = new AtomicLong();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile long total;
    private volatile @Nullable String paused;

    /** Says how many rows there seem to be, if that is known. */
    void expect(long estimate) {
        total = estimate;
    }

    void add(long read) {
        rows.addAndGet(read);
    }

    /** Forgets what was read. */
    void startOver() {
        rows.set(0);
    }

    long rows() {
        return rows.get();
    }

    /** The estimate, never below what was read; {@link #UNKNOWN} without one. */
    long total() {
        return total == UNKNOWN ? UNKNOWN : Math.max(rows.get(), total);
    }

    void pause(String why) {
        paused = why;
    }

    void goOn() {
        paused = null;
    }

    Duration worked() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    ReadingProgress progress() {
        Pace pace = Pace.of(rows.get(), total, worked().toNanos() / 1e9, false);
        String why = paused;
        Long left = why == null ? pace.secondsLeft() : null;
        return new ReadingProgress(pace.rows(), pace.total(), pace.percent(), pace.rate(), left, why);
    }

    void cancel() {
        cancelled.countDown();
    }

    boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    void refuseCancelled() {
        if (isCancelled()) {
            throw cancellation();
        }
    }

    static CancellationException cancellation() {
        return new CancellationException("the verification was cancelled");
    }

    /** Waits, on a worker, but no longer than until it is cancelled. */
    void await(Duration time) {
        try {
            if (cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                refuseCancelled();
            }
        } catch (InterruptedException e) {
            throw new CancellationException("the verification was interrupted");
        }
    }
}
