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
 * cluster. Every node looks, for each has seen heads of its own; what one of them told another does not tell again.
 */
public final class MarksAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(MarksAlarm.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);

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
            return verdict.state().code().equals(told)
                    ? Future.succeededFuture()
                    : damaged(verdict).onSuccess(done -> told = verdict.state().code());
        }
        told = null;
        Long number = verdict.number();
        return verdict.state().isSound() && number != null ? sound(verdict, number) : Future.succeededFuture();
    }

    private Future<?> damaged(MarksVerdict verdict) {
        LOG.atWarn()
                .addKeyValue("state", verdict.state().code())
                .addKeyValue("sentence", verdict.sentence())
                .log("the console's own marks are damaged");
        long seen = verdict.seen() == null ? 0 : verdict.seen();
        return database.inTransaction(
                transaction -> store.tell(transaction, verdict.state().code(), verdict.sentence(), seen)
                        .compose(ours -> append(transaction, ours, "chain.damage_found", verdict)));
    }

    private Future<?> sound(MarksVerdict verdict, long number) {
        return database.inTransaction(transaction -> store.clear(transaction, verdict.sentence(), number)
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
