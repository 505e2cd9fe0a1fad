package dev.governance.console.audit.watch;

import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.MarksVerdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of marks that are gone, rolled back or forged, and when they are sound again: an audit event and a ring, once in a
 * cluster. Every node looks, for each has seen heads of its own; what one of them told another does not tell again, and no
 * node calls off what another still sees.
 */
public final class MarksAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(MarksAlarm.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Without any node that sees damage before it is over: five looks of each. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Database database;
    private final Ledger ledger;
    private final KnownChain known;
    private final MarksAlarmStore store = new MarksAlarmStore();
    private @Nullable String told;
    private boolean busy;
    private boolean troubled;

    public MarksAlarm(Database database, Ledger ledger, KnownChain known) {
        this.database = database;
        this.ledger = ledger;
        this.known = known;
    }

    /** Looks at the marks now, unless it is about to. */
    public void look() {
        if (!busy) {
            busy = true;
            check().onSuccess(looked -> troubled = false)
                    .onFailure(this::logOnce)
                    .onComplete(looked -> busy = false);
        }
    }

    private void logOnce(Throwable failure) {
        if (!troubled) {
            LOG.atWarn().setCause(failure).log("the console's own marks cannot be looked at for now");
        }
        troubled = true;
    }

    private Future<?> check() {
        return database.inSnapshot(LONGEST, known::marks).compose(this::settle);
    }

    private Future<?> settle(MarksVerdict verdict) {
        if (verdict.alarms()) {
            String state = verdict.state().code();
            return damaged(verdict, !state.equals(told)).onSuccess(done -> told = state);
        }
        told = null;
        Long number = verdict.number();
        return verdict.state().isSound() && number != null ? sound(verdict, number) : Future.succeededFuture();
    }

    /** Every look says so to the other nodes, for one of them may see nothing wrong. */
    private Future<?> damaged(MarksVerdict verdict, boolean news) {
        if (news) {
            LOG.atWarn()
                    .addKeyValue("state", verdict.state().code())
                    .addKeyValue("sentence", verdict.sentence())
                    .log("the console's own marks are damaged");
        }
        long seen = verdict.seen() == null ? 0 : verdict.seen();
        return database.inTransaction(
                transaction -> store.tell(transaction, verdict.state().code(), verdict.sentence(), seen, news)
                        .compose(ours -> append(transaction, ours, "chain.damage_found", verdict)));
    }

    private Future<?> sound(MarksVerdict verdict, long number) {
        return database.inTransaction(transaction -> store.clear(transaction, verdict.sentence(), number, QUIET)
                .compose(ours -> append(transaction, ours, "chain.damage_cleared", verdict)));
    }

    private Future<?> append(Queries transaction, boolean ours, String kind, MarksVerdict verdict) {
        return ours
                ? ledger.append(
                                transaction,
                                AuditEntry.ofConsole(
                                        kind, Map.of("marks", verdict.state().code(), "headline", verdict.sentence())))
                        .<Void>mapEmpty()
                        .recover(Damages::unsigned)
                : Future.succeededFuture();
    }
}
