package dev.governance.console.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets a few go at a time; the others wait in the order in which they came. For one event loop. */
final class Turns {
    private final int most;
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private int going;

    Turns(int most) {
        this.most = most;
    }

    /** Begins the work when it is its turn, and lets the next go when it is done. */
    <T> Future<T> take(Supplier<Future<T>> work) {
        return turn().compose(mine -> work.get().onComplete(done -> give()));
    }

    private Future<Void> turn() {
        if (going < most) {
            going++;
            return Future.succeededFuture();
        }
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future();
    }

    private void give() {
        Promise<Void> next = waiting.poll();
        if (next == null) {
            going--;
        } else {
            next.complete();
        }
    }
}
