package dev.governance.console.audit;

import dev.governance.chain.KeyMaterial;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.watch.Suspicions;
import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Instance;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.ChainVerdict;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proves, when asked, that nobody changed the audit log. A node may have several. */
public final class AuditVerticle extends VerticleBase {
    /** Verifications that run at once; each holds a connection and keeps a core busy. */
    private static final int RUNNING = 2;

    private static final int WAITING = 8;

    /** So that the asker hears the reason before its patience ends. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Bus bus;
    private final Database database;
    private final AuditRows rows;
    private final SigningKey key;
    private final KeyMaterial material;
    private final Marks marks;
    private final Clock clock;
    private final Duration longest;
    private final Suspicions suspicions;
    private final Slots slots = new Slots(RUNNING, WAITING);
    private @Nullable WorkerExecutor workers;

    /**
     * Creates the verticle.
     *
     * @param key the one that signs
     * @param material finds those that signed before it was
     * @param marks what this node knows of what was seen
     */
    public AuditVerticle(
            Bus bus,
            Database database,
            AuditRows rows,
            SigningKey key,
            KeyMaterial material,
            Marks marks,
            Clock clock) {
        this(bus, database, rows, key, material, marks, clock, Audit.VERIFY_PATIENCE.minus(MARGIN));
    }

    /** One that lets askers wait for {@code longest}. */
    AuditVerticle(
            Bus bus,
            Database database,
            AuditRows rows,
            SigningKey key,
            KeyMaterial material,
            Marks marks,
            Clock clock,
            Duration longest) {
        this.bus = bus;
        this.database = database;
        this.rows = rows;
        this.key = key;
        this.material = material;
        this.marks = marks;
        this.clock = clock;
        this.longest = longest;
        this.suspicions = new Suspicions(database);
    }

    @Override
    public Future<?> start() {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor(Instance.named("audit", config()), RUNNING);
        Verification proof = new Verification(database, executor, rows, key, material, marks);
        workers = executor;
        bus.answer(Audit.VERIFY, question -> verify(proof, question.sessionId()));
        EventChecks checks = new EventChecks(proof, executor, clock);
        bus.answer(Audit.CHECK_EVENT, checks::check);
        bus.answer(Audit.PROVE_EVENTS, checks::prove);
        bus.answer(Audit.CORRECTIONS, range -> corrections(proof, range));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return workers == null ? Future.succeededFuture() : workers.close();
    }

    private Future<ChainVerdict> verify(Verification proof, UUID sessionId) {
        long asked = System.nanoTime();
        return slots.run(() -> verifyNow(proof, sessionId, longest.minusNanos(System.nanoTime() - asked)));
    }

    private Future<ChainVerdict> verifyNow(Verification proof, UUID sessionId, Duration left) {
        long begun = System.nanoTime();
        return proof.inSnapshot(
                        (snapshot, ring) -> proof.atOnce(snapshot, ring, sessionId, new TimeLimit(sessionId, left)))
                .compose(proof::named)
                .compose(proof::corrected)
                .map(read -> told(read, begun));
    }

    private static Future<Audit.Corrections> corrections(Verification proof, Audit.Range range) {
        return proof.inSnapshot((snapshot, ring) -> proof.corrections(snapshot, ring, range))
                .map(Audit.Corrections::new);
    }

    private ChainVerdict told(Verification.Proof read, long begun) {
        suspicions.saw(read.reading().verdict());
        return Verdicts.of(read, 1, key.now().prefix(), clock.instant(), Duration.ofNanos(System.nanoTime() - begun));
    }
}
