package dev.governance.console.explorer;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Instance;
import dev.governance.console.contract.Explorer;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import org.jspecify.annotations.Nullable;

/** Shows the audit log to people: page by page, filtered and searched. A node may have several. */
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
        WorkerExecutor executor = vertx.createSharedWorkerExecutor(Instance.named("explorer", config()), WORKERS);
        workers = executor;
        EventStore store = new EventStore(rows, executor);
        Details details = new Details(database, store);
        Pages pages = new Pages(database, store);
        LastHour lastHour = new LastHour(database);
        Sessions sessions = new Sessions(bus, database);
        bus.answer(Explorer.EVENTS, pages::page);
        bus.answer(Explorer.EVENT, details::one);
        bus.answer(Explorer.NEIGHBOURS, details::neighbours);
        bus.answer(Explorer.STATS, asked -> lastHour.stats());
        bus.answer(Explorer.SESSIONS, sessions::of);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return workers == null ? Future.succeededFuture() : workers.close();
    }
}
