package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.CONFLICT;
import static dev.governance.console.bus.Fault.FORBIDDEN;

import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.contract.Approvals.Withdraw;
import dev.governance.console.contract.Approvals.Withdrawn;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Grants that take two different admins: the first is kept, the second lets the agent go on. */
final class FourEyes {
    private final GateStore gates;
    private final WaitingGates waiting;
    private final Ledger ledger;
    private final FirstGrantStore store = new FirstGrantStore();

    FourEyes(GateStore gates, WaitingGates waiting, Ledger ledger) {
        this.gates = gates;
        this.waiting = waiting;
        this.ledger = ledger;
    }

    /**
     * The request as nobody else changes it until the transaction ends: who comes second has to see who came first.
     *
     * <p>Refused as CONFLICT {@code already_decided} when somebody was faster.
     */
    Future<Gate> held(Queries transaction, Gate gate) {
        return gates.hold(transaction, gate).compose(held -> waiting.find(transaction, gate.requestId(), CONFLICT));
    }

    /**
     * Grants a request that is held and was judged, first or second.
     *
     * @param settle grants it for good, given what its audit row says of the first grant
     */
    Future<Decided> grant(
            Queries transaction, Gate gate, Decide decide, Function<Map<String, Object>, Future<Decided>> settle) {
        return store.find(transaction, gate).compose(found -> {
            Optional<FirstGrant> counting = found.filter(first -> first.counts(gate.operatorId(), gate.operators()));
            if (counting.isEmpty()) {
                return first(transaction, gate, decide, found);
            }
            FirstGrant first = counting.get();
            return first.isBy(decide.by())
                    ? Future.failedFuture(alone())
                    : second(transaction, gate, decide, first, settle);
        });
    }

    private Future<Decided> first(Queries transaction, Gate gate, Decide decide, Optional<FirstGrant> before) {
        return accountsStand(transaction, gate, decide.by().userId())
                .compose(stand -> store.give(transaction, gate, decide.by(), decide.rationale()))
                .compose(at -> at.isPresent()
                        ? gates.release(transaction, gate)
                                .compose(released -> told(transaction, gate, decide, before, at.get()))
                        : late(transaction, gate, decide));
    }

    private Future<Decided> told(
            Queries transaction, Gate gate, Decide decide, Optional<FirstGrant> before, Instant at) {
        Caller by = decide.by();
        Map<String, Object> metadata = GateEntries.metadata(gate, by, decide.override());
        metadata.put("by", by.username());
        metadata.put("by_user_id", by.userId().toString());
        metadata.put("first_granted_at", at.toString());
        if (decide.rationale() != null) {
            metadata.put("rationale", decide.rationale());
        }
        before.ifPresent(first -> metadata.put("instead_of", first.by()));
        if (gate.claimIsFresh()) {
            metadata.put("reviewer_id_before", String.valueOf(gate.reviewerId()));
        }
        return ledger.append(
                        transaction,
                        GateEntries.entry(gate, "gates.granted_first", metadata).cameBy(by))
                .map(new Decided(gate.requestId(), null, null));
    }

    private Future<Decided> second(
            Queries transaction,
            Gate gate,
            Decide decide,
            FirstGrant first,
            Function<Map<String, Object>, Future<Decided>> settle) {
        Map<String, Object> metadata = Map.of(
                "first_granted_by",
                first.by(),
                "first_granted_by_id",
                first.byId().toString(),
                "first_granted_at",
                first.at().toString());
        return store.confirm(transaction, gate, first)
                .compose(stands -> stands
                        ? accountsStand(
                                        transaction,
                                        gate,
                                        first.byId(),
                                        decide.by().userId())
                                .compose(stand -> settle.apply(metadata))
                        : late(transaction, gate, decide));
    }

    private Future<Void> accountsStand(Queries transaction, Gate gate, UUID... people) {
        return store.changed(transaction, gate, people).map(changed -> {
            changed.ifPresent(username -> {
                throw new Refusal(
                        FORBIDDEN,
                        "account_changed",
                        "the account " + username
                                + " was made, or given another role or password, after this request was"
                                + " made, so one person could be two; two admins whose accounts are older have to grant"
                                + " it, or the agent asks anew");
            });
            return null;
        });
    }

    private static Refusal alone() {
        return new Refusal(
                CONFLICT,
                SecondApprover.WANTED,
                "you granted this first; another admin has to grant it, too, before the agent may go on");
    }

    private Future<Decided> late(Queries transaction, Gate gate, Decide decide) {
        return waiting.tooLate(
                transaction, gate.requestId(), again -> ApprovalRules.mayDecide(again, decide.by(), decide.override()));
    }

    /** Takes a first grant back; whoever claims the request goes on looking at it. */
    Future<Withdrawn> withdraw(Queries transaction, Withdraw withdraw) {
        return waiting.find(transaction, withdraw.requestId(), CONFLICT)
                .map(FourEyes::open)
                .compose(gate -> gates.touch(transaction, gate)
                        .compose(unchanged -> unchanged
                                ? store.withdraw(transaction, gate, withdraw.by())
                                        .compose(done -> done
                                                ? withdrawn(transaction, gate, withdraw.by())
                                                : Future.failedFuture(notGranted()))
                                : waiting.tooLate(transaction, gate.requestId(), FourEyes::open)));
    }

    private static Gate open(Gate gate) {
        if (!gate.open()) {
            throw ApprovalRules.expired(gate);
        }
        return gate;
    }

    private static Refusal notGranted() {
        return new Refusal(CONFLICT, "not_granted", "there is no first grant of yours to take back");
    }

    private Future<Withdrawn> withdrawn(Queries transaction, Gate gate, Caller by) {
        Map<String, Object> metadata = GateEntries.metadata(gate.requestId(), gate.kind());
        metadata.put("by", by.username());
        metadata.put("by_user_id", by.userId().toString());
        return ledger.append(
                        transaction,
                        GateEntries.entry(gate, "gates.grant_withdrawn", metadata)
                                .cameBy(by))
                .map(new Withdrawn(gate.requestId()));
    }
}
