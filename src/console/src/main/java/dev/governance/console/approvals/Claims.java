package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.CONFLICT;

import dev.governance.console.contract.Approvals.Claim;
import dev.governance.console.contract.Approvals.Claimed;
import dev.governance.console.contract.Approvals.Release;
import dev.governance.console.contract.Approvals.Released;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;

/** Who looks at a request, so that two people do not; over after 300 s. */
final class Claims {
    /** Claims that one look releases; the next look releases more. */
    private static final int MOST = 50;

    private final GateStore store;
    private final WaitingGates waiting;
    private final Ledger ledger;

    Claims(GateStore store, WaitingGates waiting, Ledger ledger) {
        this.store = store;
        this.waiting = waiting;
        this.ledger = ledger;
    }

    Future<Claimed> claim(Queries transaction, Claim claim) {
        return waiting.find(transaction, claim.requestId(), CONFLICT)
                .map(gate -> claimable(gate, claim))
                .compose(gate -> store.claim(transaction, gate, claim.by())
                        .compose(since -> since.isPresent()
                                ? claimed(transaction, gate, claim, since.get())
                                : waiting.tooLate(transaction, gate.requestId(), again -> claimable(again, claim))));
    }

    private static Gate claimable(Gate gate, Claim claim) {
        if (!gate.open()) {
            throw ApprovalRules.expired(gate);
        }
        ApprovalRules.mayActFor(gate, claim.by());
        boolean taken = gate.claimIsFresh() && !ApprovalRules.isClaimedByAnother(gate, claim.by());
        if (taken || (gate.claimIsFresh() && claim.override() == null)) {
            throw ApprovalRules.alreadyClaimed(gate, claim.by());
        }
        return gate;
    }

    private Future<Claimed> claimed(Queries transaction, Gate gate, Claim claim, Instant since) {
        Map<String, Object> metadata = GateEntries.metadata(gate, claim.by(), claim.override());
        metadata.put("reviewer_id", claim.by().userId().toString());
        metadata.put("by", claim.by().username());
        return ledger.append(
                        transaction,
                        GateEntries.entry(gate, "gates.claimed", metadata).cameBy(claim.by()))
                .map(new Claimed(
                        gate.requestId(), claim.by().userId(), claim.by().username(), since));
    }

    Future<Released> release(Queries transaction, Release release) {
        return waiting.find(transaction, release.requestId(), CONFLICT)
                .map(gate -> releasable(gate, release))
                .compose(gate -> store.release(transaction, gate)
                        .compose(done -> done
                                ? released(transaction, gate, release)
                                : waiting.tooLate(transaction, gate.requestId(), again -> releasable(again, release))));
    }

    private static Gate releasable(Gate gate, Release release) {
        if (!gate.open()) {
            throw ApprovalRules.expired(gate);
        }
        if (!gate.claimIsFresh()) {
            throw ApprovalRules.notClaimed();
        }
        ApprovalRules.mayActBeside(gate, release.by(), release.override());
        return gate;
    }

    private Future<Released> released(Queries transaction, Gate gate, Release release) {
        Map<String, Object> metadata = GateEntries.metadata(gate, release.by(), release.override());
        metadata.put("reviewer_id_before", String.valueOf(gate.reviewerId()));
        metadata.put("by", release.by().username());
        return ledger.append(
                        transaction,
                        GateEntries.entry(gate, "gates.released", metadata).cameBy(release.by()))
                .map(new Released(gate.requestId()));
    }

    /**
     * Releases claims that are over, each in a transaction of its own with its audit row, on whichever node gets to it.
     *
     * @return how many were released
     */
    Future<Integer> releaseStale(Database database) {
        return releaseStale(database, 0);
    }

    private Future<Integer> releaseStale(Database database, int before) {
        return database.inTransaction(this::releaseOne)
                .compose(released -> released && before + 1 < MOST
                        ? releaseStale(database, before + 1)
                        : Future.succeededFuture(released ? before + 1 : before));
    }

    private Future<Boolean> releaseOne(Queries transaction) {
        return store.releaseStale(transaction)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(false)
                        : ledger.append(transaction, forgotten(found.get())).map(true));
    }

    private static AuditEntry forgotten(GateStore.Stale stale) {
        Map<String, Object> metadata = GateEntries.metadata(stale.requestId(), stale.kind());
        metadata.put("reviewer_id_before", stale.reviewerId().toString());
        metadata.put("reason", "stale");
        return new AuditEntry(ApprovalStore.session(stale.requestId()), stale.agentId(), "gates.released", metadata);
    }
}
