package dev.governance.console.audit;

import dev.governance.chain.KeyRing;
import dev.governance.chain.Marked;
import dev.governance.chain.scan.MarkOutcome;
import dev.governance.chain.scan.SessionSummary;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.LogVerdict;
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
    private final Deque<UUID> suspects = new ArrayDeque<>();
    private final Deque<UUID> unproven = new ArrayDeque<>();
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
            keep(suspects, MOST, session.sessionId());
        } else {
            examined.unproven();
            keep(unproven, LogVerdict.LISTED, session.sessionId());
        }
    }

    private static void keep(Deque<UUID> queue, int most, UUID session) {
        if (queue.size() < most) {
            queue.add(session);
        }
    }

    /**
     * Looks at what was noted, in the snapshot of {@code reading} or, after an outage, in a new one.
     *
     * @param marked the rows that marks are about and can be believed
     */
    Future<Examined> look(LogReading reading, Marked marked) {
        return proof.inSnapshot(reading.snapshot().name(), (snapshot, ring) -> each(snapshot, ring, marked))
                .recover(failure -> !tally.isCancelled() && Trouble.isPassing(failure) && ++failures < FAILURES
                        ? workers.executeBlocking(() -> reopened(reading), false)
                                .compose(open -> lookAnew(reading, marked))
                        : Future.failedFuture(failure));
    }

    /** Marks went on meanwhile, and are about more rows now. */
    private Future<Examined> lookAnew(LogReading reading, Marked before) {
        return proof.inSnapshot(
                        reading.snapshot().name(),
                        (snapshot, ring) ->
                                proof.marks(snapshot, reading.snapshot().begun()))
                .compose(view -> look(reading, before.equals(Marked.NONE) ? before : view.marked()));
    }

    private boolean reopened(LogReading reading) {
        return outage.bridge(
                () -> {
                    reading.reopen();
                    return true;
                },
                () -> {});
    }

    private Future<Examined> each(Queries snapshot, KeyRing ring, Marked marked) {
        Promise<Examined> ended = Promise.promise();
        next(snapshot, ring, marked, ended);
        return ended.future();
    }

    private void next(Queries snapshot, KeyRing ring, Marked marked, Promise<Examined> ended) {
        boolean suspect = !suspects.isEmpty();
        Deque<UUID> queue = suspect ? suspects : unproven;
        UUID session = queue.peek();
        if (session == null || examined.isFull()) {
            ended.complete(examined);
            return;
        }
        if (tally.isCancelled()) {
            ended.fail(Tally.cancellation());
            return;
        }
        proof.compared(snapshot, ring, session, marked, (rows, last) -> tally.refuseCancelled())
                .compose(read -> proof.handOn(read.verdict()).map(read))
                .onSuccess(read -> {
                    failures = 0;
                    queue.remove();
                    examined.read(read, suspect);
                    next(snapshot, ring, marked, ended);
                })
                .onFailure(ended::fail);
    }
}
