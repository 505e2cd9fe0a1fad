package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.CONFLICT;

import dev.governance.console.contract.Approvals.Escalate;
import dev.governance.console.contract.Approvals.Escalated;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands a request on to somebody else; whoever claimed it gives it up by that. */
final class Escalation {
    private final GateStore store;
    private final WaitingGates waiting;
    private final Ledger ledger;

    Escalation(GateStore store, WaitingGates waiting, Ledger ledger) {
        this.store = store;
        this.waiting = waiting;
        this.ledger = ledger;
    }

    Future<Escalated> make(Queries transaction, Escalate escalate) {
        return waiting.find(transaction, escalate.requestId(), CONFLICT)
                .map(gate -> allowed(gate, escalate))
                .compose(gate -> store.escalate(transaction, gate, escalate.by(), escalate.to())
                        .compose(at -> at.isPresent()
                                ? recorded(transaction, gate, escalate, at.get())
                                : waiting.tooLate(transaction, gate.requestId(), again -> allowed(again, escalate))));
    }

    private static Gate allowed(Gate gate, Escalate escalate) {
        if (!gate.open()) {
            throw ApprovalRules.expired(gate);
        }
        ApprovalRules.mayActBeside(gate, escalate.by(), escalate.override());
        return gate;
    }

    private Future<Escalated> recorded(Queries transaction, Gate gate, Escalate escalate, Instant at) {
        Caller by = escalate.by();
        Map<String, @Nullable Object> metadata = new HashMap<>(GateEntries.metadata(gate, by, escalate.override()));
        metadata.put("by_user_id", by.userId().toString());
        metadata.put("by", by.username());
        metadata.put("role", by.role().code());
        metadata.put("escalated_to", escalate.to());
        metadata.put("reviewer_id_before", gate.claimIsFresh() ? String.valueOf(gate.reviewerId()) : null);
        metadata.put("reviewer_id_after", null);
        return ledger.append(
                        transaction,
                        GateEntries.entry(gate, "gates.escalated", metadata).cameBy(by))
                .map(new Escalated(gate.requestId(), escalate.to(), at));
    }
}
