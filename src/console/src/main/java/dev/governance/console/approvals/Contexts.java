package dev.governance.console.approvals;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Approvals.Context;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.contract.Presence;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.ApprovalContext;
import dev.governance.console.wire.ApprovalState;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what somebody should know who decides. */
final class Contexts {
    private static final Logger LOG = LoggerFactory.getLogger(Contexts.class);

    private final Bus bus;
    private final Database database;
    private final ApprovalStore approvals;
    private final ContextStore store;
    private final ApproverStore approvers = new ApproverStore();

    Contexts(Bus bus, Database database, ApprovalStore approvals) {
        this.bus = bus;
        this.database = database;
        this.approvals = approvals;
        this.store = new ContextStore(approvals);
    }

    /** Who may decide and may not read learns what became of a request, and not what people wrote about it. */
    Future<ApprovalState> stateOf(Context asked) {
        boolean readable = Permissions.of(asked.by()).contains(Permission.READ);
        return approval(database.queries(), asked)
                .map(approval -> ApprovalState.of(approval, ApprovalRules.CLAIM, readable));
    }

    private Future<Approval> approval(Queries queries, Context asked) {
        return approvals
                .one(queries, asked.by(), asked.requestId())
                .map(found -> found.orElseThrow(ApprovalRules::unknown));
    }

    Future<ApprovalContext> of(Context asked) {
        Queries queries = database.queries();
        return approval(queries, asked)
                .compose(approval -> presence(approval.agentId())
                        .compose(presence -> store.events(queries, approval.agentId())
                                .compose(events -> store.spentToday(queries, approval.agentId())
                                        .compose(spent -> store.similar(queries, approval)
                                                .compose(similar -> store.owners(queries, approval.agentId())
                                                        .compose(owners -> approvers(queries, approval, asked.by())
                                                                .map(others -> new ApprovalContext(
                                                                        approval,
                                                                        Risk.of(approval.payload()),
                                                                        owners,
                                                                        presence.orElse(null),
                                                                        events,
                                                                        spent,
                                                                        similar,
                                                                        others.orElse(null)))))))));
    }

    /** Who may decide nothing is not told who may, and who is at their desk. */
    private Future<Optional<List<ApprovalContext.Approver>>> approvers(Queries queries, Approval approval, Caller by) {
        return approval.state().equals("pending") && ApprovalRules.mayDecide(by)
                ? approvers.of(queries, approval, by).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
    }

    /** Without an answer it stays unknown how the agent is, and the rest is shown all the same. */
    private Future<Optional<ApprovalContext.Presence>> presence(String agentId) {
        return bus.ask(Presence.MATCHING, new Presence.Matching(agentId))
                .map(answer -> answer.agents().stream()
                        .filter(agent -> agent.agentId().equals(agentId))
                        .findFirst()
                        .map(agent -> new ApprovalContext.Presence(agent.status(), agent.lastHeartbeat())))
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("nobody tells how an agent is"))
                .otherwise(Optional.empty());
    }
}
