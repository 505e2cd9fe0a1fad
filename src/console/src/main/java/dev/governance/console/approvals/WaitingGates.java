package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.CONFLICT;

import dev.governance.console.bus.Fault;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds requests that wait, and says of the others what became of them. */
final class WaitingGates {
    private final GateStore gates;
    private final ApprovalStore approvals;

    WaitingGates(GateStore gates, ApprovalStore approvals) {
        this.gates = gates;
        this.approvals = approvals;
    }

    /**
     * A request that nobody decided, expired or not.
     *
     * @param ifDecided as what it is refused when somebody did
     */
    Future<Gate> find(Queries transaction, UUID requestId, Fault ifDecided) {
        return gates.find(transaction, requestId)
                .map(found -> found.orElseThrow(ApprovalRules::unknown))
                .compose(gate -> gate.resolvedAt() == null
                        ? Future.succeededFuture(gate)
                        : alreadyDecided(transaction, ifDecided, gate));
    }

    /**
     * Refuses what came too late, with what the request is now: the row changed between judging and writing.
     *
     * @param judge refuses as the first time, for another ground may have come
     */
    <T> Future<T> tooLate(Queries transaction, UUID requestId, Consumer<Gate> judge) {
        return find(transaction, requestId, CONFLICT).compose(gate -> {
            judge.accept(gate);
            return Future.failedFuture(ApprovalRules.changed());
        });
    }

    private <T> Future<T> alreadyDecided(Queries transaction, Fault fault, Gate gate) {
        return approvals
                .decider(transaction, gate.requestId())
                .compose(by -> Future.failedFuture(ApprovalRules.alreadyDecided(
                        fault, gate, by.map(ApprovalStore.Decider::name).orElse(null))));
    }
}
