package dev.governance.console.audit;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Verifications;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Acts;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** What people do with verifications: ask for one, look at it, cancel it; each act and its audit row in one transaction. */
final class Jobs {
    private static final int MOST_LISTED = 100;

    /** A whole log of some millions of rows takes about this long. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Database database;
    private final JobStore store;
    private final Ledger ledger;
    private final Acts acts = new Acts();
    private final Refusals refusals;

    Jobs(Database database, JobStore store, Ledger ledger) {
        this.database = database;
        this.store = store;
        this.ledger = ledger;
        this.refusals = new Refusals(database, ledger);
    }

    Future<VerificationJob> start(Verifications.Start start) {
        Acts.Act act = new Acts.Act(start.key(), start.by().userId(), "verifications.start " + subject(start));
        return database.inTransaction(transaction ->
                        acts.once(transaction, act, VerificationJob.class, () -> queued(transaction, start)))
                .recover(failure -> refusals.noted(failure, start.by(), "verifications.start", subject(start)));
    }

    /** One asker at a time looks and queues, so that those who come together get the same job. */
    Future<VerificationJob> join(Verifications.Join join) {
        Verifications.Start start = new Verifications.Start(null, join.by(), null);
        return database.inTransaction(transaction -> store.open(transaction, join.alsoRunning())
                        .compose(open -> open.map(id -> found(transaction, id).map(JobStore.Owned::job))
                                .orElseGet(() -> queued(transaction, start))))
                .recover(failure -> refusals.noted(failure, join.by(), "verifications.start", subject(start)));
    }

    private static String subject(Verifications.Start start) {
        return start.sessionId() == null ? "all" : start.sessionId().toString();
    }

    private Future<VerificationJob> queued(Queries transaction, Verifications.Start start) {
        UUID id = UUID.randomUUID();
        return store.queue(transaction, id, start)
                .compose(queued -> queued ? Future.succeededFuture() : Future.failedFuture(tooMany()))
                .compose(queued -> ledger.append(
                        transaction,
                        AuditEntry.ofConsole(
                                        "verification.started",
                                        Map.of(
                                                "verification_id", id.toString(),
                                                "subject", subject(start),
                                                "user", start.by().username()))
                                .cameBy(start.by())))
                .compose(appended -> found(transaction, id))
                .map(JobStore.Owned::job);
    }

    private static Refusal tooMany() {
        return new Refusal(
                        Fault.TOO_MANY,
                        "too_many_verifications",
                        Verifications.WAITING + " verifications are waiting already; try again, or cancel one")
                .retryAfter(RETRY);
    }

    Future<VerificationJob> one(Verifications.One asked) {
        return found(database.queries(), asked.id()).map(JobStore.Owned::job);
    }

    private Future<JobStore.Owned> found(Queries queries, UUID id) {
        return store.find(queries, id)
                .map(job -> job.orElseThrow(() -> new Refusal(
                        Fault.NOT_FOUND,
                        "unknown_verification",
                        "there is no verification " + id
                                + "; those that ended are kept for 30 days, a thousand of them")));
    }

    Future<Verifications.Jobs> recent(Verifications.Recent asked) {
        int limit = Math.max(1, Math.min(MOST_LISTED, asked.limit()));
        return store.recent(database.queries(), limit).map(Verifications.Jobs::new);
    }

    Future<VerificationJob> cancel(Verifications.Cancel cancel) {
        return found(database.queries(), cancel.id())
                .map(job -> mayCancel(job, cancel.by()))
                .compose(mine -> database.inTransaction(transaction -> cancelled(transaction, cancel)))
                .compose(done -> one(new Verifications.One(cancel.id())))
                .recover(failure -> refusals.noted(
                        failure,
                        cancel.by(),
                        "verifications.cancel",
                        cancel.id().toString()));
    }

    private static JobStore.Owned mayCancel(JobStore.Owned job, Caller by) {
        if (!by.administers() && !job.askedById().equals(by.userId())) {
            throw new Refusal(
                    Fault.FORBIDDEN,
                    "not_yours",
                    "this verification was asked for by " + job.job().askedBy() + "; only that person or an"
                            + " administrator may cancel it");
        }
        return job;
    }

    /** Only the one that changed the row writes about it. */
    private Future<Void> cancelled(Queries transaction, Verifications.Cancel cancel) {
        String reason = "cancelled by " + cancel.by().username();
        return store.cancel(transaction, cancel.id(), reason)
                .compose(changed -> changed
                        ? ledger.append(
                                        transaction,
                                        AuditEntry.ofConsole(
                                                        "verification.cancelled",
                                                        Map.of(
                                                                "verification_id",
                                                                cancel.id().toString(),
                                                                "user",
                                                                cancel.by().username()))
                                                .cameBy(cancel.by()))
                                .mapEmpty()
                        : Future.succeededFuture());
    }
}
