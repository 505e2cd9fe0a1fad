package dev.governance.console.policies;

import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.contract.Policies.Change;
import dev.governance.console.contract.Policies.Changed;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Acts;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.ledger.StandingStore;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.util.Set;

/** Changes a policy, or proposes the change where it takes two admins. */
final class PolicyEdits {
    static final int AGENT = 256;

    private static final int REASON = 512;

    private final Database database;
    private final Refusals refusals;
    private final PolicyWrites writes;
    private final Proposals proposals;
    private final Set<String> secondApprover;
    private final Acts acts = new Acts();
    private final StandingStore standing = new StandingStore();

    /**
     * Creates it.
     *
     * @param secondApprover types of policies that two different admins have to change
     */
    PolicyEdits(
            Database database,
            Refusals refusals,
            PolicyWrites writes,
            Proposals proposals,
            Set<String> secondApprover) {
        this.database = database;
        this.refusals = refusals;
        this.writes = writes;
        this.proposals = proposals;
        this.secondApprover = secondApprover;
    }

    Future<Changed> change(Change asked) {
        return Future.succeededFuture(asked)
                .map(PolicyEdits::checked)
                .compose(change -> database.inTransaction(transaction -> acts.once(
                        transaction,
                        act(change),
                        Changed.class,
                        () -> standing.check(transaction, change.by(), PolicyEdits::mayEdit)
                                .compose(stands -> done(transaction, change)))))
                .recover(failure -> refusals.noted(failure, asked.by(), "policies.change", subject(asked)))
                .recover(failure -> writes.orCurrent(failure, asked.agentId(), asked.policyType()));
    }

    private Future<Changed> done(Queries transaction, Change change) {
        return secondApprover.contains(change.policyType())
                ? proposals.propose(transaction, change)
                : writes.write(transaction, change, null);
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
        PolicyWrites.policy(change);
        return change;
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

    static boolean mayEdit(Caller caller) {
        return Permissions.of(caller).contains(Permission.EDIT_POLICIES);
    }

    private static String subject(Change change) {
        return PolicyWrites.subject(change.policyType(), change.agentId());
    }
}
