package dev.governance.console.alerts;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Alerts;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.db.Database;
import dev.governance.console.db.Place;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.AlertDelivery;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings alerts to the webhook of the configuration, and tells how that went. */
public final class AlertsVerticle extends VerticleBase {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** A server of names that does not answer holds one thread for long. */
    private static final int LOOKUPS = 2;

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final Clock clock;
    private final @Nullable Target target;
    private final Webhook.Names names;
    private final Duration longest;
    private final @Nullable TrustOptions trusted;
    private final DeliveryStore store = new DeliveryStore();
    private @Nullable Deliveries deliveries;

    /**
     * Where alerts are sent.
     *
     * @param url https, or http for this machine
     * @param secret signs what is sent
     * @param allowPrivate whether the name may lead to this machine or its own networks
     */
    public record Target(URI url, String secret, boolean allowPrivate) {
        @Override
        public String toString() {
            return "Target[hidden]";
        }
    }

    /**
     * Creates the verticle.
     *
     * @param target null when alerts are sent nowhere
     */
    public AlertsVerticle(Bus bus, Database database, Ledger ledger, Clock clock, @Nullable Target target) {
        this(bus, database, ledger, clock, target, InetAddress::getAllByName, LONGEST, null);
    }

    AlertsVerticle(
            Bus bus,
            Database database,
            Ledger ledger,
            Clock clock,
            @Nullable Target target,
            Webhook.Names names,
            Duration longest,
            @Nullable TrustOptions trusted) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
        this.target = target;
        this.names = names;
        this.longest = longest;
        this.trusted = trusted;
    }

    @Override
    public Future<?> start() {
        bus.answer(Alerts.DELIVERIES, this::list);
        if (target != null) {
            WorkerExecutor lookups = vertx.createSharedWorkerExecutor("alerts", LOOKUPS);
            Webhook webhook = new Webhook(vertx, lookups, target, names, longest, trusted, clock);
            Deliveries due = new Deliveries(database, ledger, webhook);
            deliveries = due;
            bus.listen(Doorbell.ALERTS, rung -> due.ring());
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        if (deliveries != null) {
            deliveries.stop();
        }
        return Future.succeededFuture();
    }

    private Future<Alerts.Deliveries> list(Alerts.OfDeliveries asked) {
        Place before = Place.read(asked.cursor(), Place.NEWEST);
        return store.list(database.queries(), before, asked.limit() + 1).map(found -> page(found, asked.limit()));
    }

    private static Alerts.Deliveries page(List<AlertDelivery> found, int limit) {
        if (found.size() <= limit) {
            return new Alerts.Deliveries(found, null);
        }
        AlertDelivery last = found.get(limit - 1);
        return new Alerts.Deliveries(found.subList(0, limit), new Place(last.createdAt(), last.deliveryId()).text());
    }
}
