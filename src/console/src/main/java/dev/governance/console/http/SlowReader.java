package dev.governance.console.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Gives somebody up who does not take what is written to them. */
final class SlowReader {
    private final Vertx vertx;
    private final Duration limit;
    private final Runnable giveUp;
    private int owed;
    private long timer;

    /**
     * Watches one answer.
     *
     * @param limit how long nothing of what was written may be taken
     */
    SlowReader(Vertx vertx, Duration limit, Runnable giveUp) {
        this.vertx = vertx;
        this.limit = limit;
        this.giveUp = giveUp;
    }

    /** A piece that is being written. */
    <T> Future<T> takes(Future<T> written) {
        if (owed++ == 0) {
            begin();
        }
        return written.onComplete(taken -> {
            vertx.cancelTimer(timer);
            if (--owed > 0) {
                begin();
            }
        });
    }

    private void begin() {
        timer = vertx.setTimer(limit.toMillis(), passed -> giveUp.run());
    }
}
