package dev.governance.console.audit;

import dev.governance.chain.KeyMaterial;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Verifications;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.LogVerdict;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Verifies the whole log or a session here and now, without a server: for the command line. */
public final class LogVerticle extends VerticleBase {
    /** One that reads and waits for the other, and one that reads. */
    private static final int WORKERS = 2;

    private static final long PROGRESS_MS = 250;

    private final Bus bus;
    private final Database database;
    private final DatabaseUrl url;
    private final AuditRows rows;
    private final SigningKey key;
    private final KeyMaterial material;
    private final Marks marks;
    private final Clock clock;
    private @Nullable WorkerExecutor workers;

    /**
     * Creates the verticle.
     *
     * @param url the same database, for connections that copy
     * @param key the one that signs
     * @param material finds those that signed before it was
     * @param marks what this node knows of what was seen
     */
    public LogVerticle(
            Bus bus,
            Database database,
            DatabaseUrl url,
            AuditRows rows,
            SigningKey key,
            KeyMaterial material,
            Marks marks,
            Clock clock) {
        this.bus = bus;
        this.database = database;
        this.url = url;
        this.rows = rows;
        this.key = key;
        this.material = material;
        this.marks = marks;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        workers = vertx.createSharedWorkerExecutor("verification", WORKERS, 1, TimeUnit.DAYS);
        bus.answer(Verifications.WHOLE_LOG, this::wholeLog);
        bus.answer(Verifications.ONE_SESSION, this::session);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return workers == null ? Future.succeededFuture() : workers.close();
    }

    private Future<LogVerdict> wholeLog(Verifications.WholeLog asked) {
        WorkerExecutor executor = Objects.requireNonNull(workers);
        Run run = new LogRun(
                url,
                asked.connections(),
                work -> executor.executeBlocking(() -> done(work), false),
                executor,
                proof(executor),
                new LogWords(key, clock));
        return watched(run).map(conclusion -> (LogVerdict) conclusion.whole());
    }

    private Future<ChainVerdict> session(Verifications.OneSession asked) {
        WorkerExecutor executor = Objects.requireNonNull(workers);
        Run run = new SessionRun(url, executor, proof(executor), asked.sessionId(), key, clock, verdict -> {});
        return watched(run).map(conclusion -> (ChainVerdict) conclusion.whole());
    }

    private Verification proof(WorkerExecutor executor) {
        return new Verification(database, executor, rows, key, material, marks);
    }

    private Future<Run.Conclusion> watched(Run run) {
        long timer = vertx.setPeriodic(PROGRESS_MS, tick -> bus.announce(Verifications.PROGRESS_HERE, run.progress()));
        return run.begin()
                .recover(failure ->
                        Future.failedFuture(failure instanceof Stopped stopped ? stopped.refusal() : failure))
                .onComplete(ended -> vertx.cancelTimer(timer));
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }
}
