package dev.governance.console.audit;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.Redaction;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.watch.Suspicions;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.LogVerdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Runs over a whole log, with stretches as short as a test needs them. */
final class LogConsole implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What session runs said of the sessions they read. */
    final List<SessionVerdict> seen = new CopyOnWriteArrayList<>();

    private final Vertx vertx = Vertx.vertx();
    private final WorkerExecutor workers = vertx.createSharedWorkerExecutor("verification", 2);
    private final DatabaseUrl url;
    private final Database database;
    private final ChainKey key;
    private final Marks marks;
    private final Map<String, String> environment;

    LogConsole(DatabaseUrl url) {
        this(url, AuditLog.KEY, Marks.unpinned());
    }

    LogConsole(DatabaseUrl url, ChainKey key, Marks marks) {
        this(url, key, marks, Map.of());
    }

    LogConsole(DatabaseUrl url, ChainKey key, Marks marks, Map<String, String> environment) {
        this.environment = environment;
        this.url = url;
        this.key = key;
        this.marks = marks;
        this.database = Database.open(vertx, url.pgOptions());
    }

    LogRun run(int connections, long width, Duration patience) {
        return new LogRun(
                url,
                connections,
                work -> workers.executeBlocking(
                        () -> {
                            work.run();
                            return true;
                        },
                        false),
                workers,
                proof(),
                new LogWords(SigningKey.of(key), Clock.systemUTC()),
                width,
                patience);
    }

    SessionRun session(UUID session) {
        return new SessionRun(url, workers, proof(), session, SigningKey.of(key), Clock.systemUTC(), seen::add);
    }

    LogVerdict verify() {
        return verdict(run(1, 100, Duration.ZERO).begin());
    }

    private Verification proof() {
        return new Verification(
                database,
                workers,
                new AuditRows(new Redaction(Set.of())::json),
                SigningKey.of(key),
                new KeyMaterial(environment),
                marks,
                new Suspicions(database));
    }

    static LogVerdict verdict(Future<Run.Conclusion> run) {
        return (LogVerdict) conclusion(run).whole();
    }

    static Run.Conclusion conclusion(Future<Run.Conclusion> run) {
        return run.timeout(LIMIT.toSeconds(), TimeUnit.SECONDS).await();
    }

    @Override
    public void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }
}
