package dev.governance.console.bridge;

import dev.governance.console.contract.Bridge.Frame;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a state without a sequence: reads it after a ring, not more often than its pause, and tells what differs. */
final class StateFollower {
    private static final Logger LOG = LoggerFactory.getLogger(StateFollower.class);

    private final Vertx vertx;
    private final String what;
    private final long pauseMs;
    private final Supplier<Future<List<Frame>>> differences;
    private final Consumer<List<Frame>> sink;

    private boolean reading;
    private boolean resting;
    private boolean rungMeanwhile;
    private boolean rungLoudly;

    StateFollower(
            Vertx vertx,
            String what,
            long pauseMs,
            Supplier<Future<List<Frame>>> differences,
            Consumer<List<Frame>> sink) {
        this.vertx = vertx;
        this.what = what;
        this.pauseMs = pauseMs;
        this.differences = differences;
        this.sink = sink;
    }

    /** Something may have changed; it is read after the rest at the latest. */
    void ring() {
        if (reading || resting) {
            rungMeanwhile = true;
            return;
        }
        read();
    }

    /** Something that must be seen at once. */
    void ringLoudly() {
        if (reading) {
            rungLoudly = true;
            return;
        }
        read();
    }

    private void read() {
        reading = true;
        rungMeanwhile = false;
        rungLoudly = false;
        differences.get().onComplete(done -> {
            reading = false;
            if (done.failed()) {
                LOG.atDebug().addKeyValue("state", what).setCause(done.cause()).log("state could not be read");
            } else if (!done.result().isEmpty()) {
                sink.accept(done.result());
            }
            if (rungLoudly) {
                read();
            } else {
                rest();
            }
        });
    }

    private void rest() {
        if (resting) {
            return;
        }
        resting = true;
        vertx.setTimer(pauseMs, fired -> {
            resting = false;
            if (rungMeanwhile) {
                ring();
            }
        });
    }
}
