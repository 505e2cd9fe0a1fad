package dev.governance.console.audit;

import dev.governance.chain.KeyRing;
import dev.governance.chain.Marked;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.scan.MarkOutcome;
import dev.governance.chain.scan.SessionSummary;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.MarksVerdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * Reads sessions again that a fast reading did not find plainly in order, and says exactly what is wrong, or that nothing
 * is. Stops when as many are damaged as are listed; the others are counted as not examined.
 */
final class Examination {
    /** Sessions that are read again at most, a few milliseconds each; numbers that JSONB changed may make it many. */
    private static final int MOST = 100_000;

    /** In a row, without a session in between that could be read. */
    private static final int FAILURES = 20;

    private final Verification proof;
    private final WorkerExecutor workers;
    private final Tally tally;
    private final Outage outage;
    private final Deque<Noted> suspects = new ArrayDeque<>();
    private final Deque<Noted> unproven = new ArrayDeque<>();
    private final Examined examined = new Examined();
    private int failures;

    Examination(Verification proof, WorkerExecutor workers, Tally tally, Outage outage) {
        this.proof = proof;
        this.workers = workers;
        this.tally = tally;
        this.outage = outage;
    }

    /** Remembers a session that is to be looked at, as far as there is room. */
    void note(SessionSummary session) {
        boolean agrees = session.markOutcome() == MarkOutcome.NONE || session.markOutcome() == MarkOutcome.HOLDS;
        if (session.suspect() || !agrees) {
            examined.suspect(session.events() > 0);
            keep(suspects, MOST, new Noted(session.sessionId(), session.events(), !agrees));
        } else {
            examined.unproven();
            keep(unproven, LogVerdict.LISTED, new Noted(session.sessionId(), session.events(), false));
        }
    }

    /**
     * A session as the fast reading saw it.
     *
     * @param accused whether it did not agree with its mark
     */
    private record Noted(UUID session, long events, boolean accused) {
        /** Rows and marks only become more: what is in order only now was made so by somebody. */
        boolean mayHold(SessionVerdict now, boolean anew) {
            boolean fine = now.isVerified() || now.status() == SessionVerdict.Status.EMPTY;
            return !fine || (now.events() >= events && !(accused && anew));
        }
    }

    private static void keep(Deque<Noted> queue, int most, Noted session) {
        if (queue.size() < most) {
            queue.add(session);
        }
    }

    /**
     * Looks at what was noted, in the snapshot of {@code reading} or, after an outage, in a new one.
     *
     * @param marks what those of the first snapshot are worth
     * @param marked the rows that they are about and can be believed
     */
    Future<Examined> look(LogReading reading, MarksVerdict marks, Marked marked) {
        examined.relyOn(marks);
        return look(reading, marked);
    }

    private Future<Examined> look(LogReading reading, Marked marked) {
        return proof.inSnapshot(reading.snapshot().name(), (snapshot, ring) -> read(reading, snapshot, ring, marked))
                .recover(failure -> mayGoOn(failure)
                        ? workers.executeBlocking(() -> waited(failure, reading), false)
                                .compose(open -> look(reading, marked))
                        : Future.failedFuture(failure));
    }

    /** In a new snapshot marks went on and are about more rows, or somebody changed them: all are proved again. */
    private Future<Examined> read(LogReading reading, Queries snapshot, KeyRing ring, Marked before) {
        if (reading.snapshots() == 1) {
            return each(new Pass(snapshot, ring, before, false));
        }
        return proof.marksProved(snapshot, reading.snapshot().begun()).compose(view -> {
            examined.relyOn(view.verdict());
            return each(new Pass(snapshot, ring, before.equals(Marked.NONE) ? before : view.marked(), true));
        });
    }

    /**
     * One snapshot in which sessions are read.
     *
     * @param anew whether it is a later one than that of the marks with which the log was compared
     */
    private record Pass(Queries snapshot, KeyRing ring, Marked marked, boolean anew) {}

    private boolean mayGoOn(Throwable failure) {
        return !tally.isCancelled()
                && Trouble.isPassing(failure)
                && (Trouble.isLocked(failure) || ++failures < FAILURES);
    }

    /** What is only locked can be read in the same snapshot later. */
    private boolean waited(Throwable failure, LogReading reading) {
        if (Trouble.isLocked(failure)) {
            outage.bearLock(failure);
            return true;
        }
        return outage.bridge(
                () -> {
                    reading.reopen();
                    return true;
                },
                () -> {});
    }

    private Future<Examined> each(Pass pass) {
        Promise<Examined> ended = Promise.promise();
        next(pass, ended);
        return ended.future();
    }

    private void next(Pass pass, Promise<Examined> ended) {
        boolean suspect = !suspects.isEmpty();
        Deque<Noted> queue = suspect ? suspects : unproven;
        Noted noted = queue.peek();
        if (noted == null || examined.isFull()) {
            ended.complete(examined);
            return;
        }
        if (tally.isCancelled()) {
            ended.fail(Tally.cancellation());
            return;
        }
        proof.compared(
                        pass.snapshot(),
                        pass.ring(),
                        noted.session(),
                        pass.marked(),
                        (rows, last) -> tally.refuseCancelled())
                .compose(read -> proof.handOn(read.verdict()).map(read))
                .onSuccess(read -> {
                    failures = 0;
                    outage.isOver();
                    queue.remove();
                    if (noted.mayHold(read.verdict(), pass.anew())) {
                        examined.read(read, suspect);
                    }
                    next(pass, ended);
                })
                .onFailure(ended::fail);
    }
}
