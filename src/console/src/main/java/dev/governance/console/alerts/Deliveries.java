package dev.governance.console.alerts;

import dev.governance.console.alerts.DeliveryStore.Taken;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what is due, one after the other, as long as anything is. What fails waits longer each time, and then ends. */
final class Deliveries {
    static final String DELIVERED = "alert.delivered";
    static final String FAILED = "alert.delivery_failed";

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** After which tries; the last of them is the last one in all, some eight hours later. */
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    static final int MOST_TRIES = WAITS.size() + 1;

    private final Database database;
    private final Ledger ledger;
    private final Webhook webhook;
    private final DeliveryStore store = new DeliveryStore();
    private boolean busy;
    private boolean again;
    private boolean stopped;
    private boolean troubled;

    Deliveries(Database database, Ledger ledger, Webhook webhook) {
        this.database = database;
        this.ledger = ledger;
        this.webhook = webhook;
    }

    /** Something may be due. */
    void ring() {
        if (busy) {
            again = true;
        } else if (!stopped) {
            busy = true;
            again = false;
            next();
        }
    }

    /** Begins nothing more. What is under way ends by itself, or is tried again by whoever is there then. */
    void stop() {
        stopped = true;
    }

    private void next() {
        store.take(database.queries(), UUID.randomUUID(), webhook.shown())
                .compose(this::tried)
                .onSuccess(this::rest)
                .onFailure(this::logOnce);
    }

    private void rest(boolean more) {
        troubled = false;
        if (more && !stopped) {
            next();
            return;
        }
        busy = false;
        if (again) {
            ring();
        }
    }

    private void logOnce(Throwable failure) {
        if (!troubled) {
            LOG.atWarn().setCause(failure).log("alerts cannot be delivered for now");
        }
        troubled = true;
        busy = false; // the next ring tries again
    }

    private Future<Boolean> tried(Optional<Taken> taken) {
        return taken.map(delivery -> attempt(delivery)
                        .compose(result -> settle(delivery, result))
                        .map(true))
                .orElse(Future.succeededFuture(false));
    }

    /** A node that died in the last try leaves one that has had too many. */
    private Future<Webhook.Result> attempt(Taken taken) {
        return taken.tries() > MOST_TRIES
                ? Future.succeededFuture(new Webhook.Result(null, "its last try was cut off"))
                : webhook.send(taken.deliveryId(), taken.alert(), taken.tries());
    }

    private Future<?> settle(Taken taken, Webhook.Result result) {
        if (!result.isTaken() && taken.tries() < MOST_TRIES) {
            return store.again(database.queries(), taken, result, WAITS.get(taken.tries() - 1));
        }
        return database.inTransaction(transaction -> store.end(transaction, taken, result)
                .compose(ours ->
                        ours ? ledger.append(transaction, told(taken, result)).mapEmpty() : Future.succeededFuture()));
    }

    private AuditEntry told(Taken taken, Webhook.Result result) {
        Map<String, @Nullable Object> metadata = new HashMap<>(Map.of(
                "delivery_id", taken.deliveryId().toString(),
                "alert_id", taken.alert().alertId().toString(),
                "target", webhook.shown(),
                "tries", taken.tries()));
        metadata.put("status", result.status());
        if (!result.isTaken()) {
            metadata.put("error", result.error());
        }
        return AuditEntry.ofConsole(result.isTaken() ? DELIVERED : FAILED, metadata);
    }
}
