package dev.governance.console.audit.watch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;

/** Repeats short steps for a moment: longer, and a snapshot would keep the database from clearing up. */
final class Slice {
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final Supplier<Future<Boolean>> step;
    private final long until = System.nanoTime() + MOMENT.toNanos();
    private final Promise<Boolean> ended = Promise.promise();

    private Slice(Supplier<Future<Boolean>> step) {
        this.step = step;
    }

    /** Takes steps until one says that nothing is left, which is true then, or until the moment is over. */
    static Future<Boolean> of(Supplier<Future<Boolean>> step) {
        Slice slice = new Slice(step);
        slice.next();
        return slice.ended.future();
    }

    /** No chain of futures: a moment may have hundreds of steps. */
    private void next() {
        step.get().onSuccess(this::goOn).onFailure(ended::fail);
    }

    private void goOn(boolean done) {
        if (done || System.nanoTime() > until) {
            ended.complete(done);
            return;
        }
        next();
    }
}
