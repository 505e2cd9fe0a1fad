package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Hashes passwords on threads of their own; who finds no room is sent away at once, and no event loop waits. */
final class Hashing {
    /** At a fifth of a second each, the last in line waits for less than two. */
    private static final int LINE_PER_WORKER = 8;

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final WorkerExecutor workers;
    private final int room;
    private int inside; // only the verticle's own event loop counts

    private Hashing(WorkerExecutor workers, int room) {
        this.workers = workers;
        this.room = room;
    }

    /** Opens the pool, which ends with the verticle; one core stays free for everything else. */
    static Hashing on(Vertx vertx) {
        int size = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        return new Hashing(
                vertx.createSharedWorkerExecutor("password-hashing", size, LONGEST.toNanos(), TimeUnit.NANOSECONDS),
                size * LINE_PER_WORKER);
    }

    /** Does work that hashes, if there is room in the line; else it is refused as UNAVAILABLE, nothing begun. */
    <T> Future<T> inLine(Supplier<Future<T>> work) {
        if (inside >= room) {
            return Future.failedFuture(
                    new Refusal(Fault.UNAVAILABLE, "busy", "too many people sign in at this moment; try again")
                            .retryAfter(PAUSE));
        }
        inside++;
        return Future.succeededFuture().compose(begun -> work.get()).onComplete(done -> inside--);
    }

    Future<Boolean> matches(String password, String stored) {
        return workers.executeBlocking(() -> PasswordHash.matches(password, stored), false);
    }

    Future<String> hash(String password) {
        return workers.executeBlocking(() -> PasswordHash.of(password), false);
    }
}
