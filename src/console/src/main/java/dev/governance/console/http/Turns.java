package dev.governance.console.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets a few go at a time; the others wait in the order in which they came. For one event loop. */
final class Turns {
    private final int most;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int going;

    Turns(int most) {
        this.most = most;
    }

    /** Begins the work when it is its turn, in the caller's own context, and lets the next go when it is done. */
    <T> Future<T> take(Supplier<Future<T>> work) {
        if (going < most) {
            going++;
            return done(work);
        }
        Context mine = Vertx.currentContext();
        Promise<Void> turn = Promise.promise();
        waiting.add(() -> mine.runOnContext(now -> turn.complete()));
        return turn.future().compose(now -> done(work));
    }

    private <T> Future<T> done(Supplier<Future<T>> work) {
        return Future.succeededFuture().compose(now -> work.get()).onComplete(done -> give());
    }

    private void give() {
        Runnable next = waiting.poll();
        if (next == null) {
            going--;
        } else {
            next.run();
        }
    }
}
