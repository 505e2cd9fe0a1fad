package dev.governance.console.audit;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Lets a few works run, a few wait in turn, and turns the rest away. Used from one event loop only. */
final class Slots {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final int most;
    private final int mostWaiting;
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int running;

    Slots(int most, int mostWaiting) {
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    <T> Future<T> run(Supplier<Future<T>> work) {
        if (running < most) {
            running++;
            return started(work);
        }
        if (waiting.size() >= mostWaiting) {
            return Future.failedFuture(
                    new Refusal(Fault.TOO_MANY, "too_many_verifications", "many sessions are being verified; try again")
                            .retryAfter(RETRY));
        }
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future().compose(mine -> started(work));
    }

    private <T> Future<T> started(Supplier<Future<T>> work) {
        return Future.succeededFuture().compose(begin -> work.get()).onComplete(done -> next());
    }

    private void next() {
        Promise<Void> turn = waiting.poll();
        if (turn == null) {
            running--;
        } else {
            turn.complete(); // the slot passes on
        }
    }
}
