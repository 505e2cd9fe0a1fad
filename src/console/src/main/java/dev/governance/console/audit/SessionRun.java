package dev.governance.console.audit;

import dev.governance.chain.KeyRing;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.ReadingProgress;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one session of any length, piece by piece in the same memory. When the database goes away it waits, and goes
 * on behind the last row it took, in a new snapshot, up to the last row of the first one.
 */
final class SessionRun implements Run {
    /** In a row, without a piece in between that could be read. */
    private static final int FAILURES = 20;

    private final DatabaseUrl url;
    private final WorkerExecutor workers;
    private final Verification proof;
    private final UUID session;
    private final SigningKey key;
    private final Clock clock;
    private final Consumer<SessionVerdict> saw;
    private final Tally tally = new Tally();
    private final Outage outage = new Outage(tally, LogRun.PATIENCE);
    private final AtomicInteger failures = new AtomicInteger();
    private Verification.@Nullable Begun begun;
    private int snapshots;

    /**
     * Prepares a run.
     *
     * @param workers runs the arithmetic and waits for a database that is away, one at a time
     * @param saw hears what was found
     */
    SessionRun(
            DatabaseUrl url,
            WorkerExecutor workers,
            Verification proof,
            UUID session,
            SigningKey key,
            Clock clock,
            Consumer<SessionVerdict> saw) {
        this.url = url;
        this.workers = workers;
        this.proof = proof;
        this.session = session;
        this.key = key;
        this.clock = clock;
        this.saw = saw;
    }

    @Override
    public Future<Conclusion> begin() {
        return proof.size(session)
                .otherwise(Tally.UNKNOWN)
                .onSuccess(tally::expect)
                .compose(expected -> read())
                .compose(proof::named)
                .compose(proof::corrected)
                .map(this::conclusion);
    }

    private Future<Verification.Proof> read() {
        return proof.inSnapshot(
                        (snapshot, ring) -> begun(snapshot, ring).compose(known -> proof.proof(snapshot, known)))
                .recover(failure -> mayGoOn(failure)
                        ? workers.executeBlocking(() -> waited(failure), false).compose(back -> read())
                        : Future.failedFuture(failure));
    }

    private boolean mayGoOn(Throwable failure) {
        return !tally.isCancelled()
                && Trouble.isPassing(failure)
                && (Trouble.isLocked(failure) || failures.incrementAndGet() < FAILURES);
    }

    /** The keys and marks of the first snapshot stay: they are about the rows that are read. */
    private Future<Verification.Begun> begun(Queries snapshot, KeyRing ring) {
        tally.refuseCancelled();
        Verification.Begun known = begun;
        if (known == null) {
            return proof.begun(snapshot, ring, session, true, this::took).onSuccess(first -> {
                begun = first;
                snapshots = 1;
            });
        }
        snapshots += known.reading().isComplete() ? 0 : 1;
        return Future.succeededFuture(known);
    }

    private void took(int rows, boolean last) {
        failures.set(0);
        outage.isOver();
        tally.add(rows);
        tally.refuseCancelled();
    }

    /** A database that locks what is asked for answers: only another try tells whether it still does. */
    private boolean waited(Throwable failure) {
        if (Trouble.isLocked(failure)) {
            outage.bearLock(failure);
            return true;
        }
        return outage.bridge(
                () -> {
                    url.connect().close();
                    return true;
                },
                () -> {});
    }

    private Conclusion conclusion(Verification.Proof read) {
        tally.refuseCancelled();
        saw.accept(read.reading().verdict());
        ChainVerdict verdict = Verdicts.of(read, snapshots, key.now().prefix(), clock.instant(), tally.worked());
        return new Conclusion(verdict, verdict.verdict(), verdict.headline());
    }

    @Override
    public ReadingProgress progress() {
        return tally.progress();
    }

    @Override
    public void cancel() {
        tally.cancel();
    }
}
