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
        bus.answer(Cost.AGENTS, this::agents);
        return Future.succeededFuture();
    }

    private Future<Cost.Agents> agents(Cost.Today today) {
        return store.today(database.queries()).map(Cost.Agents::new);
    }
}
