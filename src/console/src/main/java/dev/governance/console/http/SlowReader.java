package dev.governance.console.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Gives somebody up who does not take what is written to them. One timer watches many pieces. */
final class SlowReader {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final long limitMs;
    private final Runnable giveUp;
    private int owed;
    private long tookAt;
    private long timer = NONE;

    /**
     * Watches one answer.
     *
     * @param limit how long nothing of what was written may be taken
     */
    SlowReader(Vertx vertx, Duration limit, Runnable giveUp) {
        this.vertx = vertx;
        this.limitMs = limit.toMillis();
        this.giveUp = giveUp;
    }

    /** A piece that is being written. */
    <T> Future<T> takes(Future<T> written) {
        if (owed++ == 0) {
            tookAt = System.nanoTime();
        }
        if (timer == NONE) {
            watch(limitMs);
        }
        return written.onComplete(taken -> {
            owed--;
            tookAt = System.nanoTime();
        });
    }

    /** Nothing more is written. */
    void end() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }

    private void watch(long ms) {
        timer = vertx.setTimer(ms, passed -> look());
    }

    private void look() {
        timer = NONE;
        if (owed == 0) {
            return;
        }
        long left = limitMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - tookAt);
        if (left <= 0) {
            giveUp.run();
        } else {
            watch(left);
        }
    }
}
