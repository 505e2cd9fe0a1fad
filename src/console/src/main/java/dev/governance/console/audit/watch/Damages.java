package dev.governance.console.audit.watch;

import dev.governance.chain.Finding;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.Wording;
import dev.governance.console.audit.watch.DamageStore.Locked;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what is known of damage and says it, in one transaction: the row, the audit event, the ring. */
final class Damages {
    private static final Logger LOG = LoggerFactory.getLogger(Damages.class);

    /** Sessions kept one by one, of what was lost and of what cannot be proven each; more are only counted. */
    private static final long KEPT = 10_000;

    /** Audit events a minute; whoever damages a million sessions shall not fill the log with a million more rows. */
    private static final int ALERTS = 30;

    private static final int NAMED_AGENTS = 10;

    private final Database database;
    private final Ledger ledger;
    private final DamageStore store = new DamageStore();
    private final LookStore looks = new LookStore();

    Damages(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /** Keeps what a closer look showed; false, with nothing written, when another node took over. */
    Future<Boolean> looked(Held held, LookStore.Wanted wanted, Look look) {
        return database.inTransaction(transaction -> store.lock(transaction, held)
                        .compose(locked -> locked.isEmpty()
                                ? Future.succeededFuture(Optional.<Change>empty())
                                : looks.done(transaction, wanted)
                                        .compose(done -> change(transaction, locked.get(), look))
                                        .map(Optional::of)))
                .onSuccess(change -> change.ifPresent(made -> log(made, look)))
                .map(Optional::isPresent);
    }

    private Future<Change> change(Queries transaction, Locked locked, Look look) {
        return store.known(transaction, look.verdict().sessionId()).compose(known -> {
            Change change = Change.of(known, look);
            return switch (change) {
                case NOTHING -> Future.succeededFuture(change);
                case SAME -> store.write(transaction, look, false, 0).map(change);
                case CLEARED ->
                    store.clear(transaction, look, locked.revision() + 1)
                            .compose(cleared -> tell(transaction, locked, look, "chain.damage_cleared"))
                            .map(change);
                case FOUND ->
                    found(
                                    transaction,
                                    locked,
                                    look,
                                    known.filter(DamageStore.Known::open).isPresent())
                            .map(change);
            };
        });
    }

    private Future<Void> found(Queries transaction, Locked locked, Look look, boolean kept) {
        boolean unverifiable = look.verdict().status() == SessionVerdict.Status.UNVERIFIABLE;
        return store.open(transaction, unverifiable)
                .compose(open -> kept || open < KEPT
                        ? store.write(transaction, look, true, locked.revision() + 1)
                                .compose(written -> tell(transaction, locked, look, "chain.damage_found"))
                        : store.beyond(transaction).mapEmpty());
    }

    private Future<Void> tell(Queries transaction, Locked locked, Look look, String kind) {
        if (locked.alerts() >= ALERTS) {
            return store.told(transaction, locked.alerts(), locked.untold() + 1).mapEmpty();
        }
        return store.told(transaction, locked.alerts() + 1, 0)
                .compose(told ->
                        ledger.append(transaction, AuditEntry.ofConsole(kind, metadata(look, locked.untold()))))
                .mapEmpty();
    }

    private static Map<String, @Nullable Object> metadata(Look look, long untold) {
        SessionVerdict verdict = look.verdict();
        Finding first = verdict.first();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("session_id", verdict.sessionId().toString());
        metadata.put("verdict", verdict.status().code());
        metadata.put("headline", Wording.headline(verdict));
        metadata.put("sentence", Wording.sentence(verdict));
        metadata.put("events", verdict.events());
        metadata.put("agents", look.agents().stream().limit(NAMED_AGENTS).toList());
        if (first != null) {
            metadata.put("damage", first.kind().code());
            metadata.put("at_seq", first.chainSeq());
            metadata.put(
                    "at_event", first.eventId() == null ? null : first.eventId().toString());
        }
        if (untold > 0) {
            metadata.put("not_told_before", untold);
        }
        return metadata;
    }

    private static void log(Change change, Look look) {
        if (change == Change.FOUND) {
            LOG.atWarn()
                    .addKeyValue("session", look.verdict().sessionId())
                    .addKeyValue("verdict", look.verdict().status().code())
                    .addKeyValue("headline", Wording.headline(look.verdict()))
                    .addKeyValue("sentence", Wording.sentence(look.verdict()))
                    .addKeyValue("agents", look.agents())
                    .log("damage was found in the audit log");
        }
        if (change == Change.CLEARED) {
            LOG.atInfo().addKeyValue("session", look.verdict().sessionId()).log("damage in the audit log is gone");
        }
    }
}
