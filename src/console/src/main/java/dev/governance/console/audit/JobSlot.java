package dev.governance.console.audit;

import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.ReadingProgress;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of one kind on this node, one at a time. A lease, renewed each second, says whose a job is; a run that
 * lost it stops and writes nothing.
 */
final class JobSlot {
    private static final Logger LOG = LoggerFactory.getLogger(JobSlot.class);

    private static final long BEAT_MS = 1_000;

    /** A database that is away for longer than a lease lasts gives the job to whoever comes first. */
    private static final int TRIES = 300;

    private final Vertx vertx;
    private final Database database;
    private final JobStore store;
    private final Ledger ledger;
    private final boolean wholeLog;
    private final Function<@Nullable UUID, Run> runs;
    private @Nullable Held held;
    private boolean busy;
    private boolean stopping;

    /**
     * Creates a slot.
     *
     * @param runs makes the run for a session, or for null that for the whole log
     */
    JobSlot(
            Vertx vertx,
            Database database,
            JobStore store,
            Ledger ledger,
            boolean wholeLog,
            Function<@Nullable UUID, Run> runs) {
        this.vertx = vertx;
        this.database = database;
        this.store = store;
        this.ledger = ledger;
        this.wholeLog = wholeLog;
        this.runs = runs;
    }

    /** A job that this node runs. */
    private static final class Held {
        private final JobStore.Claimed job;
        private final UUID lease;
        private final Run run;
        private boolean lost;

        private Held(JobStore.Claimed job, UUID lease, Run run) {
            this.job = job;
            this.lease = lease;
            this.run = run;
        }
    }

    /** Takes the next job, if this slot is free and there is one. */
    void look() {
        if (busy || stopping) {
            return;
        }
        busy = true;
        UUID lease = UUID.randomUUID();
        store.claim(database.queries(), lease, wholeLog)
                .onSuccess(claimed -> claimed.ifPresentOrElse(job -> run(job, lease), () -> busy = false))
                .onFailure(failure -> {
                    busy = false;
                    LOG.atDebug().setCause(failure).log("no verification can be taken for now");
                });
    }

    /** A job changed, on whatever node: when it is the one that runs here and it has ended, the run ends, too. */
    void heard(VerificationJob job) {
        Held mine = held;
        if (mine != null && job.hasEnded() && job.id().equals(mine.job.id())) {
            lose(mine);
        }
    }

    private void run(JobStore.Claimed job, UUID lease) {
        Held mine = new Held(job, lease, runs.apply(job.sessionId()));
        held = mine;
        long beats = vertx.setPeriodic(BEAT_MS, timer -> beat(mine));
        Future.succeededFuture()
                .compose(begin -> mine.run.begin())
                .map(verdict -> done(mine, verdict))
                .otherwise(failure -> failed(mine, failure))
                .onComplete(ended -> vertx.cancelTimer(beats))
                .compose(end -> close(mine, end, TRIES))
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("verification", job.id())
                        .setCause(failure)
                        .log("the end of a verification could not be written; it will be taken up again"))
                .onComplete(closed -> {
                    held = null;
                    busy = false;
                    look();
                });
    }

    private void beat(Held mine) {
        store.beat(database.queries(), mine.job.id(), mine.lease, mine.run.progress())
                .onSuccess(still -> {
                    if (!still) {
                        lose(mine);
                    }
                })
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("a lease could not be renewed"));
    }

    /** Cancelled by somebody, or taken by another node. */
    private void lose(Held mine) {
        if (!mine.lost) {
            mine.lost = true;
            vertx.<Void>executeBlocking(
                            () -> {
                                mine.run.cancel();
                                return null;
                            },
                            false)
                    .onFailure(failure -> LOG.atDebug().setCause(failure).log("a run could not be told to end"));
        }
    }

    private static JobEnd done(Held mine, Run.Conclusion conclusion) {
        long rows = mine.run.progress().rows();
        return new JobEnd("done", rows, rows, conclusion, null);
    }

    private static JobEnd failed(Held mine, Throwable failure) {
        ReadingProgress progress = mine.run.progress();
        String reason = String.valueOf(failure.getMessage());
        if (failure instanceof CancellationException) {
            return new JobEnd("cancelled", progress.rows(), progress.total(), null, reason);
        }
        if (failure instanceof Refusal) {
            reason = Stopped.words(progress.rows(), progress.total(), reason);
        } else if (!(failure instanceof Stopped)) {
            LOG.atError()
                    .addKeyValue("verification", mine.job.id())
                    .setCause(failure)
                    .log("a verification failed unexpectedly");
            reason = "the console failed; its log says why";
        }
        return new JobEnd("failed", progress.rows(), progress.total(), null, reason);
    }

    private Future<Void> close(Held mine, JobEnd end, int tries) {
        if (mine.lost) {
            return Future.succeededFuture();
        }
        if (stopping) {
            return store.giveBack(database.queries(), mine.job.id(), mine.lease).mapEmpty();
        }
        return database.inTransaction(transaction -> written(transaction, mine, end))
                .compose(written -> store.forget(database.queries()))
                .<Void>mapEmpty()
                .recover(failure -> tries == 0 || mine.lost ? Future.failedFuture(failure) : later(mine, end, tries));
    }

    private Future<Void> later(Held mine, JobEnd end, int tries) {
        return vertx.timer(BEAT_MS * 2).compose(waited -> close(mine, end, tries - 1));
    }

    /** The verdict and the row about it, together; neither when the job is another's by now. */
    private Future<Void> written(Queries transaction, Held mine, JobEnd end) {
        return store.end(transaction, mine.job.id(), mine.lease, end).compose(still -> {
            if (!still) {
                mine.lost = true;
                return Future.succeededFuture();
            }
            return ledger.append(transaction, AuditEntry.ofConsole("verification.finished", said(mine, end)))
                    .mapEmpty();
        });
    }

    private static Map<String, Object> said(Held mine, JobEnd end) {
        Map<String, Object> said = new HashMap<>();
        UUID session = mine.job.sessionId();
        said.put("verification_id", mine.job.id().toString());
        said.put("subject", session == null ? "all" : session.toString());
        said.put("state", end.state());
        said.put("events", end.rows());
        Run.Conclusion conclusion = end.conclusion();
        if (conclusion != null) {
            said.put("verdict", conclusion.verdict());
            said.put("headline", conclusion.headline());
        }
        return said;
    }

    /** Ends what runs and gives the job back, for another node or the next start. */
    Future<?> stop() {
        stopping = true;
        Held mine = held;
        if (mine == null) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(
                        () -> {
                            mine.run.cancel();
                            return true;
                        },
                        false)
                .eventually(() -> store.giveBack(database.queries(), mine.job.id(), mine.lease));
    }
}
