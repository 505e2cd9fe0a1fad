package dev.governance.console.audit;

import dev.governance.chain.Finding;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.KeyRing;
import dev.governance.chain.Marked;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.SessionVerifier;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.marks.Naming;
import dev.governance.console.audit.rows.RowStore;
import dev.governance.console.audit.watch.Suspicions;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.Correction;
import dev.governance.console.wire.MarksVerdict;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sessions again, each in one snapshot and in constant memory, and says what holds. */
final class Verification {
    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

    /** One piece of a busy database; far more than it ever needs. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

    /** What only a mark shows, or says how much of. */
    private static final Set<Finding.Kind> BY_MARKS = Set.of(
            Finding.Kind.REWRITTEN,
            Finding.Kind.RENUMBERED,
            Finding.Kind.BACKDATED,
            Finding.Kind.REMOVED,
            Finding.Kind.GAP,
            Finding.Kind.HEAD_MISSING);

    /** Only progress is told by it. */
    private static final Duration LONGEST_COUNT = Duration.ofSeconds(10);

    private final Database database;
    private final WorkerExecutor workers;
    private final SigningKey current;
    private final KeyMaterial material;
    private final Marks marks;
    private final CorrectionStore corrections;
    private final Naming naming;
    private final @Nullable Suspicions suspicions;
    private final RowStore store = new RowStore();
    private final KeyStore keys = new KeyStore();

    /** One that tells no watch, as on the command line. */
    Verification(
            Database database,
            WorkerExecutor workers,
            AuditRows rows,
            SigningKey current,
            KeyMaterial material,
            Marks marks) {
        this(database, workers, rows, current, material, marks, null);
    }

    /**
     * Creates a verification.
     *
     * @param suspicions takes what is handed on to the watch; null where nobody watches
     */
    Verification(
            Database database,
            WorkerExecutor workers,
            AuditRows rows,
            SigningKey current,
            KeyMaterial material,
            Marks marks,
            @Nullable Suspicions suspicions) {
        this.suspicions = suspicions;
        this.marks = marks;
        this.corrections = new CorrectionStore(rows, workers);
        this.naming = new Naming(database, workers);
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

    /**
     * A pass over a session that has begun.
     *
     * @param marks what the console's own record is worth in the snapshot in which it began
     * @param proven whether all marks were read, not only the session's
     */
    record Begun(Reading reading, MarksVerdict marks, boolean proven) {}

    /**
     * Begins a pass over the rows that {@code snapshot} shows of a session, and compares them with what was seen of them.
     *
     * @param thorough reads all marks before, however many there are
     */
    Future<Begun> begun(Queries snapshot, KeyRing ring, UUID sessionId, boolean thorough, Reading.Listener listener) {
        return (thorough ? marks.provedAll(snapshot, workers) : marks.proved(snapshot, workers))
                .compose(view -> store.last(snapshot, sessionId)
                        .compose(last -> verifier(snapshot, ring, sessionId, view.marked())
                                .map(verifier -> new Reading(
                                        store, workers, sessionId, verifier, last.orElse(Long.MIN_VALUE), listener)))
                        .map(reading -> new Begun(reading, view.verdict(), view.proven())));
    }

    /**
     * A pass that has ended, and what operators said about the rows.
     *
     * @param unread a sentence when that could not be read; else empty
     */
    record Proof(Reading reading, MarksVerdict marks, List<Correction> corrections, String unread) {}

    /** A whole pass in one snapshot; all marks are read only before one alone accuses the session, for it may be changed. */
    Future<Proof> atOnce(Queries snapshot, KeyRing ring, UUID sessionId, Reading.Listener listener) {
        return pass(snapshot, ring, sessionId, false, listener);
    }

    private Future<Proof> pass(
            Queries snapshot, KeyRing ring, UUID sessionId, boolean thorough, Reading.Listener listener) {
        return begun(snapshot, ring, sessionId, thorough, listener)
                .compose(begun -> proof(snapshot, begun)
                        .compose(read -> thorough || begun.proven() || !isBlamedByItsMark(read.reading())
                                ? Future.succeededFuture(read)
                                : pass(snapshot, ring, sessionId, true, listener)));
    }

    private static boolean isBlamedByItsMark(Reading reading) {
        SessionVerdict verdict = reading.verdict();
        return verdict.status() == SessionVerdict.Status.TRUNCATED
                || verdict.findings().stream().anyMatch(finding -> BY_MARKS.contains(finding.kind()));
    }

    /** Reads to the end, in the snapshot in which the pass began or in a later one. */
    Future<Proof> proof(Queries snapshot, Begun begun) {
        return begun.reading().run(snapshot).map(read -> new Proof(read, begun.marks(), List.of(), ""));
    }

    /** The same in better words where there are any; never fails, and is no part of the snapshot. */
    Future<Proof> named(Proof proof) {
        return named(proof.reading()).map(proof);
    }

    /**
     * The same with what operators said about the rows, read by itself: a correction that cannot be read must not cost the
     * verdict.
     */
    Future<Proof> corrected(Proof proof) {
        Long first = proof.reading().verdict().firstSeq();
        Long last = proof.reading().verdict().lastSeq();
        if (first == null || last == null) {
            return Future.succeededFuture(proof);
        }
        return inSnapshot((snapshot, ring) -> corrections(snapshot, ring, new Audit.Range(first, last)))
                .map(said -> new Proof(proof.reading(), proof.marks(), said, ""))
                .recover(failure -> {
                    LOG.atWarn().setCause(failure).log("corrections could not be read");
                    return Future.succeededFuture(new Proof(
                            proof.reading(),
                            proof.marks(),
                            List.of(),
                            " Whether operators corrected any of its rows could not be read."));
                });
    }

    /** How many rows a session has; fails when counting takes too long. */
    Future<Long> size(UUID sessionId) {
        return database.within(LONGEST_COUNT, queries -> store.size(queries, sessionId));
    }

    /** What the marks are worth in a snapshot that was begun earlier, as far as their newest head tells. */
    Future<Marks.View> marks(Queries snapshot, long begun) {
        return marks.look(snapshot, begun);
    }

    /** The same, with all marks read and compared with that head. */
    Future<Marks.View> marksProved(Queries snapshot, long begun) {
        return marks.provedAll(snapshot, workers, begun);
    }

    /** Reads every row of a session, and compares those that are {@code marked}, if any, with their mark. */
    Future<Reading> compared(Queries snapshot, KeyRing ring, UUID sessionId, Marked marked, Reading.Listener listener) {
        return verifier(snapshot, ring, sessionId, marked)
                .compose(verifier ->
                        new Reading(store, workers, sessionId, verifier, Long.MAX_VALUE, listener).run(snapshot))
                .compose(this::named);
    }

    private Future<SessionVerifier> verifier(Queries snapshot, KeyRing ring, UUID sessionId, Marked marked) {
        SessionVerifier verifier = new SessionVerifier(sessionId, ring);
        return marked.equals(Marked.NONE)
                ? Future.succeededFuture(verifier)
                : marks.of(snapshot, sessionId).map(known -> verifier.expecting(known.orElse(null), marked));
    }

    private Future<Reading> named(Reading read) {
        return naming.better(read.verdict()).map(read::saying);
    }

    /** Lets the watch look at a session that was read; never fails. */
    Future<Void> handOn(SessionVerdict verdict) {
        return suspicions == null ? Future.succeededFuture() : suspicions.kept(verdict);
    }

    /** What operators said later about rows of a range. */
    Future<List<Correction>> corrections(Queries snapshot, KeyRing ring, Audit.Range range) {
        return corrections.overlapping(snapshot, ring, range.first(), range.last());
    }
}
