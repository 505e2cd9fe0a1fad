package dev.governance.console.presence;

import dev.governance.chain.Timestamps;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.presence.WatchStore.Lost;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether halts are acknowledged and obeyed, and that none disappears unseen: one that a console gave and that lost its marker
 * without a resume is set again. One that an SDK wrote is its operator's to lift. Both are recorded.
 */
final class HaltWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HaltWatch.class);

    /** A busy log rings all the time. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Database database;
    private final Database markers;
    private final Ledger ledger;
    private final HaltStore halts = new HaltStore();
    private final WatchStore store = new WatchStore();
    private final Witnesses witnesses;
    private final Runnable told;
    private boolean busy;
    private boolean haltsChanged;
    private boolean logGrew;

    /**
     * Creates the watch.
     *
     * @param witnesses what the log says of halts
     * @param told is run when the log says something new of a halt
     */
    HaltWatch(Vertx vertx, Database database, Database markers, Ledger ledger, Witnesses witnesses, Runnable told) {
        this.vertx = vertx;
        this.database = database;
        this.markers = markers;
        this.ledger = ledger;
        this.witnesses = witnesses;
        this.told = told;
    }

    /** Also rings by timer, so that a marker which vanishes without a ring is missed, too. */
    void haltsChanged() {
        haltsChanged = true;
        look();
    }

    void logGrew() {
        logGrew = true;
        look();
    }

    private void look() {
        if (busy) {
            return;
        }
        busy = true;
        Future<?> work = Future.succeededFuture();
        if (haltsChanged) {
            work = work.compose(any -> compareMarkers());
        }
        if (logGrew) {
            work = work.compose(any -> observe(database.queries()));
        }
        haltsChanged = false;
        logGrew = false;
        work.onFailure(failure -> LOG.atWarn().setCause(failure).log("halts could not be watched"))
                .onComplete(done -> vertx.setTimer(PAUSE.toMillis(), timer -> rested()));
    }

    private Future<?> observe(Queries queries) {
        return store.observe(queries).compose(active -> witnesses.take(queries)).onSuccess(news -> {
            if (news > 0) {
                told.run();
            }
        });
    }

    private void rested() {
        busy = false;
        if (haltsChanged || logGrew) {
            look();
        }
    }

    private Future<?> compareMarkers() {
        Queries queries = database.queries();
        return store.notice(queries).compose(noticed -> store.lost(queries)).compose(this::answerAll);
    }

    private Future<?> answerAll(List<Lost> lost) {
        Future<?> answered = Future.succeededFuture();
        for (Lost halt : lost) {
            answered = answered.compose(any -> markers.inTransaction(transaction -> answer(transaction, halt))
                    .recover(failure -> unanswered(halt, failure)));
        }
        return answered;
    }

    /** The others have to be answered all the same. */
    private static Future<Void> unanswered(Lost halt, Throwable failure) {
        LOG.atError().addKeyValue("agent", halt.agentId()).setCause(failure).log("a lost halt could not be answered");
        return Future.succeededFuture();
    }

    private Future<Void> answer(Queries transaction, Lost lost) {
        return lost.issuedHere()
                ? restored(transaction, lost)
                        .compose(done -> done
                                ? record(
                                        transaction,
                                        lost,
                                        "agent.halt_restored",
                                        "set again: it was cleared without a resume")
                                : Future.succeededFuture())
                : store.end(transaction, lost.haltId())
                        .compose(done -> done
                                ? record(
                                        transaction,
                                        lost,
                                        "agent.halt_cleared",
                                        "cleared without a resume in a console")
                                : Future.succeededFuture());
    }

    private Future<Boolean> restored(Queries transaction, Lost lost) {
        Marker marker = new Marker(lost.haltedBy(), lost.haltedAt(), lost.reason());
        return store.isOpen(transaction, lost.haltId())
                .compose(
                        open -> open ? halts.halt(transaction, lost.agentId(), marker) : Future.succeededFuture(false));
    }

    private Future<Void> record(Queries transaction, Lost lost, String kind, String what) {
        LOG.atError()
                .addKeyValue("agent", lost.agentId())
                .addKeyValue("kind", kind)
                .log("a halt lost its marker");
        String since = Timestamps.iso(lost.haltedAt());
        return ledger.append(
                        transaction,
                        new AuditEntry(
                                Marker.session(lost.agentId(), since),
                                lost.agentId(),
                                kind,
                                Map.of("halted_by", lost.haltedBy(), "halted_at", since, "reason", what)))
                .mapEmpty();
    }
}
