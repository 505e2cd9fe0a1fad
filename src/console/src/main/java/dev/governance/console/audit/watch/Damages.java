package dev.governance.console.audit.watch;

import dev.governance.chain.Finding;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.Wording;
import dev.governance.console.audit.watch.DamageStore.Locked;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
    private final Remembered remembered;
    private final DamageStore store = new DamageStore();
    private final LookStore looks = new LookStore();

    Damages(Database database, Ledger ledger, Remembered remembered) {
        this.database = database;
        this.ledger = ledger;
        this.remembered = remembered;
    }

    /** Keeps what a closer look showed; false, with nothing written, when another node took over. */
    Future<Boolean> looked(Held held, LookStore.Wanted wanted, Look look) {
        return database.inTransaction(transaction -> store.lock(transaction, held)
                        .compose(locked -> locked.isEmpty()
                                ? Future.succeededFuture(Optional.<Change>empty())
                                : looks.done(transaction, wanted)
                                        .compose(done -> change(transaction, locked.get(), look))
                                        .map(Optional::of)))
                .onSuccess(change -> change.ifPresent(made -> {
                    remembered.looked(look);
                    log(made, look);
                }))
                .map(Optional::isPresent);
    }

    private Future<Change> change(Queries transaction, Locked locked, Look look) {
        UUID session = look.verdict().sessionId();
        return store.known(transaction, session).compose(known -> {
            boolean hidden = look.verdict().isUnreadable() && remembered.isDamaged(session);
            Change change = hidden ? Change.NOTHING : Change.of(known, look);
            return switch (change) {
                case NOTHING -> Future.succeededFuture(change);
                case SAME -> store.write(transaction, look, false, 0).map(change);
                case CLEARED ->
                    store.clear(transaction, look, locked.revision() + 1)
                            .compose(cleared -> tell(transaction, locked, "chain.damage_cleared", metadata(look)))
                            .map(change);
                case FOUND -> found(transaction, locked, look, known).map(change);
            };
        });
    }

    private Future<Void> found(Queries transaction, Locked locked, Look look, Optional<DamageStore.Known> known) {
        boolean unverifiable = look.verdict().status() == SessionVerdict.Status.UNVERIFIABLE;
        boolean kept = known.filter(DamageStore.Known::open).isPresent();
        Map<String, @Nullable Object> metadata = metadata(look);
        if (known.isEmpty() && remembered.isDamaged(look.verdict().sessionId())) {
            metadata.put("record_removed", true); // nobody but a person deletes damage that was not cleared
        }
        return store.open(transaction, unverifiable)
                .compose(open -> kept || open < KEPT
                        ? store.write(transaction, look, true, locked.revision() + 1)
                                .compose(written -> tell(transaction, locked, "chain.damage_found", metadata))
                        : store.beyond(transaction).mapEmpty());
    }

    private Future<Void> tell(Queries transaction, Locked locked, String kind, Map<String, @Nullable Object> metadata) {
        if (locked.alerts() >= ALERTS) {
            return store.told(transaction, locked.alerts(), locked.untold() + 1).mapEmpty();
        }
        if (locked.untold() > 0) {
            metadata.put("not_told_before", locked.untold());
        }
        return store.told(transaction, locked.alerts() + 1, 0)
                .compose(told -> ledger.append(transaction, AuditEntry.ofConsole(kind, metadata)))
                .<Void>mapEmpty()
                .recover(Damages::unsigned);
    }

    /** Whoever names another key in the table of keys keeps us from signing, but not from keeping what was found. */
    static Future<Void> unsigned(Throwable failure) {
        if (failure instanceof Refusal refusal && refusal.code().equals(Ledger.ROTATED)) {
            LOG.atError().log("damage is told without an audit event: the table of keys names another key than ours");
            return Future.succeededFuture();
        }
        return Future.failedFuture(failure);
    }

    private static Map<String, @Nullable Object> metadata(Look look) {
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
