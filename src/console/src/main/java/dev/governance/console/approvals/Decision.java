package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.NOT_FOUND;

import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Decides one request inside a transaction: every ground for refusal, one update, one audit row. */
final class Decision {
    private final Vertx vertx;
    private final GateStore store;
    private final WaitingGates waiting;
    private final TokenCheck tokens;
    private final Ledger ledger;
    private final SecondApprover second;

    Decision(
            Vertx vertx,
            GateStore store,
            WaitingGates waiting,
            TokenCheck tokens,
            Ledger ledger,
            SecondApprover second) {
        this.vertx = vertx;
        this.store = store;
        this.waiting = waiting;
        this.tokens = tokens;
        this.ledger = ledger;
        this.second = second;
    }

    /** Decides; the words of {@code decide} are checked. */
    Future<Decided> make(Queries transaction, Decide decide) {
        return make(transaction, decide, gate -> {}, Map.of());
    }

    /** Grants as one of many, so only what is of low risk and takes one admin. */
    Future<Decided> makeInBatch(Queries transaction, Decide decide) {
        Consumer<Gate> further = gate -> {
            Risk.mustBeLow(gate);
            second.mustNotBeWanted(gate);
        };
        return make(transaction, decide, further, Map.of("batch", true));
    }

    private Future<Decided> make(
            Queries transaction, Decide decide, Consumer<Gate> further, Map<String, Object> circumstances) {
        return waiting.find(transaction, decide.requestId(), NOT_FOUND)
                .compose(gate -> takesTwo(gate, decide) ? eyes().held(transaction, gate) : Future.succeededFuture(gate))
                .map(gate -> {
                    further.accept(allowed(gate, decide));
                    return gate;
                })
                .compose(gate -> vertx.executeBlocking(() -> tokens.checked(gate), false))
                .compose(gate -> takesTwo(gate, decide)
                        ? eyes().grant(transaction, gate, decide, first -> settle(transaction, gate, decide, first))
                        : settle(transaction, gate, decide, circumstances));
    }

    private boolean takesTwo(Gate gate, Decide decide) {
        return decide.granted() && second.isWanted(gate);
    }

    private FourEyes eyes() {
        return new FourEyes(store, waiting, ledger);
    }

    private static Gate allowed(Gate gate, Decide decide) {
        ApprovalRules.mayDecide(gate, decide.by(), decide.override());
        return gate;
    }

    private Future<Decided> settle(Queries transaction, Gate gate, Decide decide, Map<String, Object> circumstances) {
        return store.settle(transaction, gate, decide.by(), resolution(decide), decide.rationale())
                .compose(settled -> settled.isPresent()
                        ? recorded(transaction, gate, decide, circumstances, settled.get())
                        : waiting.tooLate(transaction, gate.requestId(), again -> allowed(again, decide)));
    }

    private Future<Decided> recorded(
            Queries transaction, Gate gate, Decide decide, Map<String, Object> circumstances, Instant resolvedAt) {
        String resolution = resolution(decide);
        Map<String, Object> metadata = GateEntries.metadata(gate, decide.by(), decide.override());
        metadata.putAll(circumstances);
        metadata.put(resolution + "_by", decide.by().username());
        if (decide.rationale() != null) {
            metadata.put("rationale", decide.rationale());
        }
        return store.decided(transaction, gate, decide.by(), resolution, resolvedAt)
                .compose(kept -> ledger.append(
                        transaction,
                        GateEntries.entry(gate, "approval." + resolution, metadata)
                                .cameBy(decide.by())))
                .map(new Decided(gate.requestId(), resolution, resolvedAt));
    }

    private static String resolution(Decide decide) {
        return decide.granted() ? "granted" : "denied";
    }
}
