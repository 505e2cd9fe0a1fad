package dev.governance.console.ledger;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in the console's own chain that a signed-in person was refused something. One row per person, act, ground and
 * minute says how often it happened so far; so whoever tries ten thousand times fills no log, and a harmless refusal
 * hides no other.
 */
public final class Refusals {
    /** The kind of these rows. */
    public static final String KIND = "console.refused";

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Database database;
    private final Ledger ledger;
    private final RefusalStore store = new RefusalStore();

    public Refusals(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /**
     * Records {@code failure} when it is a refusal, in a transaction of its own, and fails with it.
     *
     * @param act a constant of ours, as {@code approvals.decide}
     * @param subject what it was about
     */
    public <T> Future<T> noted(Throwable failure, Caller by, String act, String subject) {
        if (!(failure instanceof Refusal refusal) || refusal.fault() == Fault.UNAVAILABLE) {
            return Future.failedFuture(failure);
        }
        return database.inTransaction(transaction -> note(transaction, refusal, by, act, subject))
                .onFailure(trouble -> LOG.atError()
                        .addKeyValue("user", by.username())
                        .addKeyValue("act", act)
                        .setCause(trouble)
                        .log("a refusal could not be recorded"))
                .transform(noted -> Future.failedFuture(failure));
    }

    /** The few grounds there are: what an agent's payload says is a part of some codes. */
    private static String ground(Refusal refusal) {
        return refusal.code().startsWith("risk_") ? "risk" : refusal.code();
    }

    private Future<Void> note(Queries transaction, Refusal refusal, Caller by, String act, String subject) {
        return store.count(transaction, by.userId(), act + " " + ground(refusal))
                .compose(count -> {
                    if (!count.due()) {
                        return Future.succeededFuture();
                    }
                    Map<String, Object> metadata = Map.of(
                            "act",
                            act,
                            "subject",
                            subject,
                            "refused_as",
                            refusal.code(),
                            "user",
                            by.username(),
                            "refused_so_far",
                            count.refused());
                    return ledger.append(
                                    transaction,
                                    AuditEntry.ofConsole(KIND, metadata).cameBy(by))
                            .mapEmpty();
                });
    }
}
