package dev.governance.console.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Policies.Change;
import dev.governance.console.contract.Policies.Changed;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.policies.PolicyStore.Stored;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes a policy that may be changed: the row, its history and the audit event are of one transaction. */
final class PolicyWrites {
    /** Bytes of each side of a change as it is signed; what is longer, or cannot be signed, stands in the history alone. */
    private static final int TOLD = 24_000;

    private static final String UNTOLD =
            "too long for this event, or nothing that can be signed; see the policy's history";

    /** Read as refused, or the key would keep this answer for a second try that might do. */
    private static final String CHANGED_MEANWHILE = "changed_meanwhile";

    private final Database database;
    private final Ledger ledger;
    private final Shown shown;
    private final PolicyStore store = new PolicyStore();
    private final HistoryStore history = new HistoryStore();

    PolicyWrites(Database database, Ledger ledger, Shown shown) {
        this.database = database;
        this.ledger = ledger;
        this.shown = shown;
    }

    /**
     * A policy as it is to be stored.
     *
     * @throws Refusal UNPROCESSABLE, with the place of what does not fit
     */
    static ObjectNode policy(Change change) {
        return PolicyRules.checked(change.agentId(), change.policyType(), Json.tree(change.policy()));
    }

    static String subject(String policyType, String agentId) {
        return policyType + " " + agentId;
    }

    /** The policy that stands there when that is why the act failed. */
    Future<Changed> orCurrent(Throwable failure, String agentId, String policyType) {
        return failure instanceof Refusal refusal && refusal.code().equals(CHANGED_MEANWHILE)
                ? store.one(database.queries(), agentId, policyType)
                        .map(policy -> new Changed(policy.map(shown::row).orElse(null), null, null))
                : Future.failedFuture(failure);
    }

    /**
     * Stores a policy.
     *
     * @param confirmed what somebody else proposed; null when it did not take two
     */
    Future<Changed> write(Queries transaction, Change change, @Nullable Proposal confirmed) {
        return store.locked(transaction, change.agentId(), change.policyType())
                .compose(before -> write(transaction, change, before)
                        .compose(written -> store.one(transaction, change.agentId(), change.policyType()))
                        .map(Optional::orElseThrow)
                        .compose(after -> told(transaction, change, confirmed, before.orElse(null), after)));
    }

    /** Refuses what {@link #write} would refuse now, and writes nothing. */
    Future<Void> wouldWrite(Queries transaction, Change change) {
        return store.locked(transaction, change.agentId(), change.policyType())
                .map(before -> fitting(change, before))
                .compose(json -> store.says(transaction, change.agentId(), change.policyType(), json))
                .map(says -> demanded(says ? 0 : 1, PolicyWrites::unchanged));
    }

    private Future<Void> write(Queries transaction, Change change, Optional<Stored> before) {
        String json = fitting(change, before);
        return before.isPresent()
                ? store.update(transaction, change.agentId(), change.policyType(), json)
                        .map(updated -> demanded(updated, PolicyWrites::unchanged))
                : store.insert(transaction, change.agentId(), change.policyType(), json)
                        .map(inserted -> demanded(inserted, PolicyWrites::overtaken));
    }

    private static String fitting(Change change, Optional<Stored> before) {
        if (!Objects.equals(change.version(), before.map(Stored::version).orElse(null))) {
            throw overtaken();
        }
        return PolicyRules.keeping(policy(change), before.map(Stored::json).orElse(null));
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
                "the policy is another one than you saw; look at the one that stands now and send its version. Nothing"
                        + " was changed");
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

    private Future<Changed> told(
            Queries transaction, Change change, @Nullable Proposal confirmed, @Nullable Stored before, Stored after) {
        return ledger.append(
                        transaction, entry(change, confirmed, before, after).cameBy(change.by()))
                .compose(eventId -> history.sign(transaction, change, eventId)
                        .map(signed -> demanded(signed, PolicyWrites::unnoted))
                        .compose(signed -> confirmed == null
                                ? Future.succeededFuture()
                                : history.confirmed(transaction, confirmed, eventId))
                        .map(noted -> new Changed(shown.row(after), eventId, null)));
    }

    private AuditEntry entry(Change change, @Nullable Proposal confirmed, @Nullable Stored before, Stored after) {
        Map<String, @Nullable Object> metadata = new HashMap<>();
        metadata.put("agent", change.agentId());
        metadata.put("policy_type", change.policyType());
        metadata.put("reason", change.reason());
        metadata.put("by", change.by().username());
        metadata.put("by_id", change.by().userId().toString());
        metadata.put("before_version", before == null ? null : before.version());
        metadata.put("after_version", after.version());
        metadata.put("before", before == null ? null : side(before.json()));
        metadata.put("after", side(after.json()));
        if (confirmed != null) {
            metadata.put("proposal_id", confirmed.proposalId().toString());
            metadata.put("proposed_by", confirmed.by());
            metadata.put("proposed_by_id", confirmed.byId().toString());
            metadata.put("proposed_at", confirmed.at().toString());
            metadata.put("confirmed_by", change.by().username());
            metadata.put("confirmed_by_id", change.by().userId().toString());
        }
        return AuditEntry.ofConsole("console.policy_changed", metadata);
    }

    /** What a policy says, as an event tells it. */
    Object side(@Nullable String json) {
        try {
            Object side = Json.read(Json.write(shown.json(json)), Object.class);
            return Ledger.written(Map.of("side", side)).length() <= TOLD ? side : UNTOLD;
        } catch (IllegalArgumentException e) {
            return UNTOLD;
        }
    }
}
