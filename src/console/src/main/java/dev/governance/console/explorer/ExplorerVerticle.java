package dev.governance.console.explorer;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Explorer;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import org.jspecify.annotations.Nullable;

/** Shows the audit log to people: page by page, filtered and searched. */
public final class ExplorerVerticle extends VerticleBase {
    /** Pages that are redacted at once. */
    private static final int WORKERS = 2;

    private final Bus bus;
    private final Database database;
    private final AuditRows rows;
    private @Nullable WorkerExecutor workers;

    public ExplorerVerticle(Bus bus, Database database, AuditRows rows) {
        this.bus = bus;
        this.database = database;
        this.rows = rows;
    }

    @Override
    public Future<?> start() {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("explorer", WORKERS);
        workers = executor;
        Pages pages = new Pages(database, new EventStore(rows, executor));
        bus.answer(Explorer.EVENTS, pages::page);
        bus.answer(Explorer.EVENT, pages::one);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return workers == null ? Future.succeededFuture() : workers.close();
    }
}
