package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.CONFLICT;
import static dev.governance.console.bus.Fault.NOT_FOUND;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides one request inside a transaction: every ground for refusal, one update, one audit row. */
final class Decision {
    private final Vertx vertx;
    private final ApprovalStore store;
    private final TokenCheck tokens;
    private final Ledger ledger;

    Decision(Vertx vertx, ApprovalStore store, TokenCheck tokens, Ledger ledger) {
        this.vertx = vertx;
        this.store = store;
        this.tokens = tokens;
        this.ledger = ledger;
    }

    Future<Decided> make(Queries transaction, Decide decide, @Nullable String rationale) {
        return store.find(transaction, decide.requestId())
                .map(found -> found.orElseThrow(ApprovalRules::unknown))
                .compose(gate -> waiting(transaction, gate))
                .map(gate -> allowed(gate, decide))
                .compose(gate -> vertx.executeBlocking(() -> tokens.checked(gate), false))
                .compose(gate -> settle(transaction, gate, decide, rationale));
    }

    private static Gate allowed(Gate gate, Decide decide) {
        ApprovalRules.mayDecide(gate, decide.by());
        return gate;
    }

    private Future<Gate> waiting(Queries transaction, Gate gate) {
        return gate.resolvedAt() == null
                ? Future.succeededFuture(gate)
                : alreadyDecided(transaction, NOT_FOUND, gate).compose(Future::failedFuture);
    }

    private Future<Refusal> alreadyDecided(Queries transaction, Fault fault, Gate gate) {
        return store.decider(transaction, gate.requestId())
                .map(by -> ApprovalRules.alreadyDecided(fault, gate, by.orElse(null)));
    }

    private Future<Decided> settle(Queries transaction, Gate gate, Decide decide, @Nullable String rationale) {
        String resolution = decide.granted() ? "granted" : "denied";
        boolean overClaims = decide.by().role() == Role.ADMIN;
        return store.settle(transaction, gate, decide.by(), resolution, rationale, overClaims)
                .compose(settled -> settled.isPresent()
                        ? recorded(transaction, gate, decide, rationale, settled.get())
                        : tooLate(transaction, decide).compose(Future::failedFuture));
    }

    private Future<Decided> recorded(
            Queries transaction, Gate gate, Decide decide, @Nullable String rationale, Instant resolvedAt) {
        String resolution = decide.granted() ? "granted" : "denied";
        Map<String, Object> metadata = new HashMap<>(Map.of(
                "request_id",
                gate.requestId().toString(),
                "gate_kind",
                gate.kind(),
                "approval_kind",
                gate.kind(), // what the SDK's own rows call it
                resolution + "_by",
                decide.by().username()));
        if (rationale != null) {
            metadata.put("rationale", rationale);
        }
        AuditEntry entry = new AuditEntry(
                ApprovalStore.session(gate.requestId()), gate.agentId(), "approval." + resolution, metadata);
        return ledger.append(transaction, entry).map(new Decided(gate.requestId(), resolution, resolvedAt));
    }

    /** The row changed between reading and settling. */
    private Future<Refusal> tooLate(Queries transaction, Decide decide) {
        return store.find(transaction, decide.requestId()).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(ApprovalRules.unknown());
            }
            Gate gate = found.get();
            if (gate.resolvedAt() != null) {
                return alreadyDecided(transaction, CONFLICT, gate);
            }
            return Future.succeededFuture(
                    gate.open()
                            ? new Refusal(CONFLICT, "changed", "this request changed meanwhile; look again")
                            : ApprovalRules.expired(gate));
        });
    }
}
