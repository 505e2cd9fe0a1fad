package dev.governance.console.explorer;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Explorer;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import org.jspecify.annotations.Nullable;

/** Gives out what people take along; on the node that serves them, as it holds how far each has come. */
public final class ExportsVerticle extends VerticleBase {
    private final Bus bus;
    private final Database database;
    private final AuditRows rows;
    private final Ledger ledger;
    private @Nullable WorkerExecutor workers;

    public ExportsVerticle(Bus bus, Database database, AuditRows rows, Ledger ledger) {
        this.bus = bus;
        this.database = database;
        this.rows = rows;
        this.ledger = ledger;
    }

    @Override
    public Future<?> start() {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("exports", 1);
        workers = executor;
        Pages pages = new Pages(database, new EventStore(rows, executor));
        Exports exports = new Exports(vertx, database, pages, ledger);
        bus.answer(Explorer.EXPORT, exports::begin);
        bus.answer(Explorer.EXPORT_NEXT, exports::next);
        bus.answer(Explorer.EXPORT_END, exports::end);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return workers == null ? Future.succeededFuture() : workers.close();
    }
}
