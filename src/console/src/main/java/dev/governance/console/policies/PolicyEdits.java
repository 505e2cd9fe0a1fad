package dev.governance.console.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.contract.Policies.Change;
import dev.governance.console.contract.Policies.Changed;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Acts;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.ledger.StandingStore;
import dev.governance.console.ledger.Words;
import dev.governance.console.policies.PolicyStore.Stored;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changes a policy: the row, its history and the audit event are one transaction. */
final class PolicyEdits {
    static final int AGENT = 256;

    private static final int REASON = 512;

    /** Bytes of each side of a change as it is signed; what is longer, or cannot be signed, stands in the history alone. */
    private static final int TOLD = 24_000;

    private static final String UNTOLD =
            "too long for this event, or nothing that can be signed; see the policy's history";

    /** Read as refused, or the key would keep this answer for a second try that might do. */
    private static final String CHANGED_MEANWHILE = "changed_meanwhile";

    private final Database database;
    private final Ledger ledger;
    private final Refusals refusals;
    private final Shown shown;
    private final Acts acts = new Acts();
    private final StandingStore standing = new StandingStore();
    private final PolicyStore store = new PolicyStore();
    private final HistoryStore history = new HistoryStore();

    PolicyEdits(Database database, Ledger ledger, Shown shown) {
        this.database = database;
        this.ledger = ledger;
        this.refusals = new Refusals(database, ledger);
        this.shown = shown;
    }

    Future<Changed> change(Change asked) {
        return Future.succeededFuture(asked)
                .map(PolicyEdits::checked)
                .compose(change -> database.inTransaction(transaction -> acts.once(
                        transaction,
                        act(change),
                        Changed.class,
                        () -> standing.check(transaction, change.by(), PolicyEdits::mayEdit)
                                .compose(stands -> stored(transaction, change)))))
                .recover(failure -> refusals.noted(failure, asked.by(), "policies.change", subject(asked)))
                .recover(failure -> isOvertaken(failure) ? current(asked) : Future.failedFuture(failure));
    }

    /** Names what does not fit before anything waits for a lock. */
    private static Change checked(Change asked) {
        Change change = new Change(
                Words.name(asked.agentId(), "agent id", AGENT),
                PolicyRules.type(asked.policyType()),
                asked.policy(),
                asked.version(),
                Words.reason(asked.reason(), "reason", REASON),
                asked.by(),
                asked.key());
        policy(change);
        return change;
    }

    private static ObjectNode policy(Change change) {
        return PolicyRules.checked(change.agentId(), change.policyType(), Json.tree(change.policy()));
    }

    private static Acts.Act act(Change change) {
        return Acts.Act.of(
                change.key(),
                change.by(),
                "policies.change",
                subject(change),
                change.policy(),
                change.version(),
                change.reason());
    }

    private static boolean mayEdit(Caller caller) {
        return Permissions.of(caller).contains(Permission.EDIT_POLICIES);
    }

    private static String subject(Change change) {
        return change.policyType() + " " + change.agentId();
    }

    private static boolean isOvertaken(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code().equals(CHANGED_MEANWHILE);
    }

    private Future<Changed> current(Change asked) {
        return one(database.queries(), asked)
                .map(policy -> new Changed(policy.map(shown::row).orElse(null), null));
    }

    private Future<Optional<Stored>> one(Queries queries, Change change) {
        return store.one(queries, change.agentId(), change.policyType());
    }

    private Future<Changed> stored(Queries transaction, Change change) {
        return store.locked(transaction, change.agentId(), change.policyType())
                .compose(before -> write(transaction, change, before)
                        .compose(written -> one(transaction, change))
                        .map(Optional::orElseThrow)
                        .compose(after -> told(transaction, change, before.orElse(null), after)));
    }

    private Future<Void> write(Queries transaction, Change change, Optional<Stored> before) {
        if (!Objects.equals(change.version(), before.map(Stored::version).orElse(null))) {
            return Future.failedFuture(overtaken());
        }
        String json =
                PolicyRules.keeping(policy(change), before.map(Stored::json).orElse(null));
        return before.isPresent()
                ? store.update(transaction, change.agentId(), change.policyType(), json)
                        .map(updated -> demanded(updated, PolicyEdits::unchanged))
                : store.insert(transaction, change.agentId(), change.policyType(), json)
                        .map(inserted -> demanded(inserted, PolicyEdits::overtaken));
    }

    private static @Nullable Void demanded(int rows, Supplier<Refusal> otherwise) {
        if (rows != 1) {
            throw otherwise.get();
        }
        return null;
    }

    private static Refusal overtaken() {
        return new Refusal(
                Fault.CONFLICT,
                CHANGED_MEANWHILE,
                "the policy is another one than you saw; look at the one that stands now and send its version. Nothing was"
                        + " changed");
    }

    private static Refusal unchanged() {
        return new Refusal(Fault.CONFLICT, "unchanged", "the policy says that already; nothing was changed");
    }

    private static Refusal unnoted() {
        return new Refusal(
                Fault.UNAVAILABLE,
                "no_history",
                "the trigger that keeps the history of policies is gone or disabled, so nothing was changed; bring back"
                        + " governance_console_policy_noted and governance_console_policy_changed");
    }

    private Future<Changed> told(Queries transaction, Change change, @Nullable Stored before, Stored after) {
        return ledger.append(transaction, entry(change, before, after).cameBy(change.by()))
                .compose(eventId -> history.sign(
                                transaction,
                                change.agentId(),
                                change.policyType(),
                                change.by(),
                                change.reason(),
                                eventId)
                        .map(signed -> demanded(signed, PolicyEdits::unnoted))
                        .map(signed -> new Changed(shown.row(after), eventId)));
    }

    private AuditEntry entry(Change change, @Nullable Stored before, Stored after) {
        Map<String, @Nullable Object> metadata = new HashMap<>();
        metadata.put("agent", change.agentId());
        metadata.put("policy_type", change.policyType());
        metadata.put("reason", change.reason());
        metadata.put("by", change.by().username());
        metadata.put("by_id", change.by().userId().toString());
        metadata.put("before_version", before == null ? null : before.version());
        metadata.put("after_version", after.version());
        metadata.put("before", before == null ? null : side(before));
        metadata.put("after", side(after));
        return AuditEntry.ofConsole("console.policy_changed", metadata);
    }

    private Object side(Stored policy) {
        try {
            Object side = Json.read(Json.write(shown.json(policy.json())), Object.class);
            return Ledger.written(Map.of("side", side)).length() <= TOLD ? side : UNTOLD;
        } catch (IllegalArgumentException e) {
            return UNTOLD;
        }
    }
}
