package dev.governance.console.audit;

import dev.governance.chain.KeyMaterial;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.watch.Suspicions;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Verifications;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs verifications of any size as jobs, beside everything else and never in its way. */
public final class VerificationsVerticle extends VerticleBase {
    /** One whole log and one session at a time. */
    private static final int WORKERS = 2;

    /** Beside a running console, one connection leaves the database and a core to the others. */
    private static final int CONNECTIONS = 1;

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final Runs runs;
    private List<JobSlot> slots = List.of();
    private @Nullable WorkerExecutor workers;

    /** Makes runs. */
    interface Runs {
        /** A run over a session, or over the whole log when that is null. */
        Run of(@Nullable UUID session, WorkerExecutor workers);
    }

    VerificationsVerticle(Bus bus, Database database, Ledger ledger, Runs runs) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.runs = runs;
    }

    /**
     * Creates the verticle.
     *
     * @param url the same database, for connections that copy
     * @param key the one that signs
     * @param material finds those that signed before it was
     * @param marks what this node knows of what was seen
     */
    public VerificationsVerticle(
            Bus bus,
            Database database,
            DatabaseUrl url,
            AuditRows rows,
            Ledger ledger,
            SigningKey key,
            KeyMaterial material,
            Marks marks,
            Clock clock) {
        this(bus, database, ledger, (session, workers) -> {
            Suspicions suspicions = new Suspicions(database);
            Verification proof = new Verification(database, workers, rows, key, material, marks, suspicions);
            if (session != null) {
                return new SessionRun(url, workers, proof, session, key, clock, suspicions::saw);
            }
            return new LogRun(url, CONNECTIONS, Runnable::run, workers, proof, new LogWords(key, clock));
        });
    }

    @Override
    public Future<?> start() {
        // A log of hundreds of millions of rows takes a while, and nobody has to be warned of that.
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("verification", WORKERS, 1, TimeUnit.DAYS);
        workers = executor;
        JobStore store = new JobStore();
        JobNews news = new JobNews(bus, database, store);
        Jobs jobs = new Jobs(database, store, ledger);
        slots = Stream.of(true, false)
                .map(whole -> new JobSlot(vertx, database, store, ledger, whole, session -> runs.of(session, executor)))
                .toList();
        bus.answer(Verifications.START, jobs::start);
        bus.answer(Verifications.JOIN, jobs::join);
        bus.answer(Verifications.JOB, jobs::one);
        bus.answer(Verifications.JOBS, jobs::recent);
        bus.answer(Verifications.CANCEL, jobs::cancel);
        bus.listen(Verifications.PROGRESS, job -> slots.forEach(slot -> slot.heard(job)));
        bus.listen(Doorbell.JOBS, rung -> {
            news.ring();
            slots.forEach(JobSlot::look);
        });
        news.ring();
        slots.forEach(JobSlot::look);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(slots.stream().map(JobSlot::stop).toList())
                .eventually(() -> workers == null ? Future.succeededFuture() : workers.close());
    }
}
