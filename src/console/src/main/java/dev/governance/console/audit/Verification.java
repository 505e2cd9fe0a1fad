package dev.governance.console.audit;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.KeyRing;
import dev.governance.chain.Marked;
import dev.governance.chain.SessionVerifier;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Correction;
import dev.governance.console.wire.MarksVerdict;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/** Reads sessions again, each in one snapshot and in constant memory, and says what holds. */
final class Verification {
    /** One chunk of a busy database; far more than it ever needs. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

    private final Database database;
    private final WorkerExecutor workers;
    private final ChainKey current;
    private final KeyMaterial material;
    private final Marks marks;
    private final CorrectionStore corrections;
    private final Naming naming;
    private final ChainStore store = new ChainStore();
    private final KeyStore keys = new KeyStore();

    Verification(
            Database database,
            WorkerExecutor workers,
            AuditRows rows,
            ChainKey current,
            KeyMaterial material,
            Marks marks) {
        this.marks = marks;
        this.corrections = new CorrectionStore(rows, workers);
        this.naming = new Naming(workers);
        this.database = database;
        this.workers = workers;
        this.current = current;
        this.material = material;
    }

    /** Runs {@code work} with a snapshot and the keys as that snapshot knows them. */
    <T> Future<T> inSnapshot(BiFunction<Queries, KeyRing, Future<T>> work) {
        return database.inSnapshot(
                LONGEST_STATEMENT,
                snapshot -> keys.ring(snapshot, current, material).compose(ring -> work.apply(snapshot, ring)));
    }

    /** The same in a snapshot that another connection named and keeps open. */
    <T> Future<T> inSnapshot(String shared, BiFunction<Queries, KeyRing, Future<T>> work) {
        return database.inSnapshot(
                shared,
                LONGEST_STATEMENT,
                snapshot -> keys.ring(snapshot, current, material).compose(ring -> work.apply(snapshot, ring)));
    }

    /** A reading, and what the console's own record is worth in the same snapshot. */
    record Proof(Reading reading, MarksVerdict marks) {}

    /** Reads every row of a session and compares them with what the console had seen of them. */
    Future<Proof> proof(Queries snapshot, KeyRing ring, UUID sessionId, Duration longest) {
        return marks.proved(snapshot, workers)
                .compose(view -> compared(snapshot, ring, sessionId, view.marked(), longest)
                        .map(reading -> new Proof(reading, view.verdict())));
    }

    /** What the marks are worth in a snapshot that was begun earlier, as far as their newest head tells. */
    Future<Marks.View> marks(Queries snapshot, long begun) {
        return marks.look(snapshot, begun);
    }

    /** Reads every row of a session, and compares those that are {@code marked}, if any, with their mark. */
    Future<Reading> compared(Queries snapshot, KeyRing ring, UUID sessionId, Marked marked, Duration longest) {
        if (marked.equals(Marked.NONE)) {
            return read(snapshot, sessionId, new SessionVerifier(sessionId, ring), longest);
        }
        return marks.of(snapshot, sessionId)
                .compose(known -> read(
                        snapshot,
                        sessionId,
                        new SessionVerifier(sessionId, ring).expecting(known.orElse(null), marked),
                        longest));
    }

    private Future<Reading> read(Queries snapshot, UUID sessionId, SessionVerifier verifier, Duration longest) {
        return new Reading(snapshot, store, workers, sessionId, verifier, ChainStore.Place.START, longest)
                .run()
                .compose(reading -> naming.words(snapshot, reading.verdict()).map(reading::saying));
    }

    /** What operators said later about rows of a range. */
    Future<List<Correction>> corrections(Queries snapshot, KeyRing ring, Audit.Range range) {
        return corrections.overlapping(snapshot, ring, range.first(), range.last());
    }
}
