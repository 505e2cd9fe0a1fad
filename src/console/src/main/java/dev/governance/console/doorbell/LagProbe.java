package dev.governance.console.doorbell;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long a bell takes: rings once, on a channel of its own over the pool, and listens for it where all bells are
 * heard. At most once a second, for NOTIFY holds a lock of the whole cluster.
 */
final class LagProbe {
    static final String CHANNEL = "governance_doorbell_lag";

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final double NANOS_PER_MS = 1e6;

    private final Database database;
    private final LagStore store = new LagStore();
    private String awaited = "";
    private Promise<Void> heard = Promise.promise();
    private @Nullable Future<Doorbell.Lag> measuring;
    private long begunAt;

    LagProbe(Database database) {
        this.database = database;
    }

    /** Refused as UNAVAILABLE when the bell is not heard. */
    Future<Doorbell.Lag> measured() {
        Future<Doorbell.Lag> last = measuring;
        long now = System.nanoTime();
        if (last != null && (!last.isComplete() || now - begunAt < FRESH.toNanos())) {
            return last;
        }
        Future<Doorbell.Lag> started = ring(now);
        begunAt = now;
        measuring = started;
        return started;
    }

    private Future<Doorbell.Lag> ring(long now) {
        Promise<Void> bell = Promise.promise();
        heard = bell;
        awaited = UUID.randomUUID().toString();
        return store.ring(database.queries(), CHANNEL, awaited)
                .compose(rung -> bell.future())
                .timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .map(done -> new Doorbell.Lag((System.nanoTime() - now) / NANOS_PER_MS))
                .recover(failure -> Future.failedFuture(new Refusal(
                        Fault.UNAVAILABLE,
                        "not_heard",
                        "a bell that this console rang was not heard within " + LONGEST.toSeconds() + " s")));
    }

    /** Other nodes ring here, too, and anybody may. */
    void heard(String payload) {
        if (payload.equals(awaited)) {
            heard.tryComplete();
        }
    }
}
