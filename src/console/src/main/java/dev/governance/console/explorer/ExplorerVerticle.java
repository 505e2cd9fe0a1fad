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

/** Shows the audit log to people: page by page, filtered and searched, and gives out what they may take along. */
public final class ExplorerVerticle extends VerticleBase {
    /** Pages that are redacted at once. */
    private static final int WORKERS = 2;

    private final Bus bus;
    private final Database database;
    private final AuditRows rows;
    private final Ledger ledger;
    private @Nullable WorkerExecutor workers;

    public ExplorerVerticle(Bus bus, Database database, AuditRows rows, Ledger ledger) {
        this.ledger = ledger;
        this.bus = bus;
        this.database = database;
        this.rows = rows;
    }

    @Override
    public Future<?> start() {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("explorer", WORKERS);
        workers = executor;
        EventStore store = new EventStore(rows, executor);
        Details details = new Details(database, store);
        Pages pages = new Pages(database, store);
        LastHour lastHour = new LastHour(database);
        Sessions sessions = new Sessions(bus, database);
        Exports exports = new Exports(vertx, database, pages, ledger);
        bus.answer(Explorer.EVENTS, pages::page);
        bus.answer(Explorer.EVENT, details::one);
        bus.answer(Explorer.NEIGHBOURS, details::neighbours);
        bus.answer(Explorer.STATS, asked -> lastHour.stats());
        bus.answer(Explorer.SESSIONS, sessions::of);
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
