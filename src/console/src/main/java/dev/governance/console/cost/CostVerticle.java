package dev.governance.console.cost;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what agents spend, and raises an alert when a cap is used up to a threshold. */
public final class CostVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CostVerticle.class);

    private static final Duration FORGET = Duration.ofMinutes(5);

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final Supplier<List<Integer>> thresholds;
    private final boolean delivers;
    private final IntSupplier warningPercent;
    private final SpendStore store = new SpendStore();
    private final AlertStore alerts = new AlertStore();

    /**
     * Creates the verticle.
     *
     * @param thresholds percents of a cap, 1 to 100; none raise no alerts; asked each time
     * @param delivers whether alerts are to leave the console
     * @param warningPercent share of a cap from which its use is told to be a warning
     */
    public CostVerticle(
            Bus bus,
            Database database,
            Ledger ledger,
            Supplier<List<Integer>> thresholds,
            boolean delivers,
            IntSupplier warningPercent) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.thresholds = thresholds;
        this.delivers = delivers;
        this.warningPercent = warningPercent;
    }

    @Override
    public Future<?> start() {
        Readings readings = new Readings(database, warningPercent);
        bus.answer(Cost.AGENTS, this::agents);
        bus.answer(Cost.SESSIONS, readings::sessions);
        bus.answer(Cost.MODELS, readings::models);
        bus.answer(Cost.DAYS, readings::days);
        bus.answer(Cost.COURSE, readings::course);
        bus.answer(Cost.CAPS, readings::caps);
        bus.answer(Cost.ALERTS, readings::alerts);
        Thresholds watch = new Thresholds(vertx, database, ledger, thresholds, delivers);
        bus.listen(Doorbell.COST, rung -> watch.ring());
        vertx.setPeriodic(
                FORGET.toMillis(), timer -> alerts.forget(database.queries()).onFailure(CostVerticle::later));
        return Future.succeededFuture();
    }

    private static void later(Throwable failure) {
        LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("old alerts have to wait to be forgotten");
    }

    private Future<Cost.Agents> agents(Cost.Today today) {
        return store.today(database.queries()).map(Cost.Agents::new);
    }
}
