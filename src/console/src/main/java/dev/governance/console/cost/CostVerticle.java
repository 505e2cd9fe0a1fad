package dev.governance.console.cost;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Cost;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Tells what agents spend. */
public final class CostVerticle extends VerticleBase {
    private final Bus bus;
    private final Database database;
    private final SpendStore store = new SpendStore();

    public CostVerticle(Bus bus, Database database) {
        this.bus = bus;
        this.database = database;
    }

    @Override
    public Future<?> start() {
        Readings readings = new Readings(database);
        bus.answer(Cost.AGENTS, this::agents);
        bus.answer(Cost.SESSIONS, readings::sessions);
        bus.answer(Cost.MODELS, readings::models);
        bus.answer(Cost.DAYS, readings::days);
        bus.answer(Cost.CAPS, readings::caps);
        return Future.succeededFuture();
    }

    private Future<Cost.Agents> agents(Cost.Today today) {
        return store.today(database.queries()).map(Cost.Agents::new);
    }
}
