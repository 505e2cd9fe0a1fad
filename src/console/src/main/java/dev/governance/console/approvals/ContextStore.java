package dev.governance.console.approvals;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.ApprovalContext;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What the agent of a request did, spent and was answered lately. */
final class ContextStore {
    private static final String EVENTS = """
            select event_id, kind, created_at
              from governance_audit_events
             where agent_id = $1
             order by chain_seq desc
             limit 10
            """;

    /** Rounded: a double of dollars has sixteen digits, of which nobody reads more than six behind the point. */
    private static final String SPENT = """
            select round(usd_used::numeric, 6) as usd
              from governance_cost_agent_daily
             where agent_id = $1
               and day_utc = (now() at time zone 'utc')::date
               and usd_used between -1e12 and 1e12
            """;

    /** Of the agent's last thousand requests, so that a busy agent's are not all read. */
    private static final String SIMILAR = """
            select request_id, action_hash = $3 as same_action, resolution, resolved_at, rationale
              from (select request_id, kind, action_hash, resolution, resolved_at, rationale
                      from governance_gates_pending
                     where agent_id = $1
                     order by created_at desc
                     limit 1000) lately
             where kind = $2
               and request_id <> $4
               and resolution in ('granted', 'denied')
               and resolved_at is not null
             order by resolved_at desc, request_id
             limit 5
            """;

    private static final String OWNERS = """
            select owner
              from governance_console.agent_owners
             where agent_id = $1
               and until is null
             order by owner
            """;

    private final ApprovalStore approvals;

    ContextStore(ApprovalStore approvals) {
        this.approvals = approvals;
    }

    Future<List<ApprovalContext.Event>> events(Queries queries, String agentId) {
        return queries.list(
                EVENTS,
                Tuple.of(agentId),
                row -> new ApprovalContext.Event(
                        row.getUUID("event_id"), row.getString("kind"), GateStore.time(row, "created_at")));
    }

    Future<List<String>> owners(Queries queries, String agentId) {
        return queries.list(OWNERS, Tuple.of(agentId), row -> row.getString("owner"));
    }

    Future<BigDecimal> spentToday(Queries queries, String agentId) {
        return queries.findOne(SPENT, Tuple.of(agentId), row -> row.getBigDecimal("usd"))
                .map(spent -> spent.orElse(BigDecimal.ZERO));
    }

    Future<List<ApprovalContext.Decision>> similar(Queries queries, Approval approval) {
        Tuple values = Tuple.of(approval.agentId(), approval.kind(), approval.actionHash(), approval.requestId());
        return queries.list(
                        SIMILAR,
                        values,
                        row -> new ApprovalContext.Decision(
                                row.getUUID("request_id"),
                                row.getBoolean("same_action"),
                                row.getString("resolution"),
                                GateStore.time(row, "resolved_at"),
                                null,
                                approvals.rationale(row)))
                .compose(decisions -> approvals
                        .deciders(
                                queries,
                                decisions.stream()
                                        .map(ApprovalContext.Decision::requestId)
                                        .toList())
                        .map(names -> decisions.stream()
                                .map(decision ->
                                        decidedBy(decision, Optional.ofNullable(names.get(decision.requestId()))))
                                .toList()));
    }

    private static ApprovalContext.Decision decidedBy(
            ApprovalContext.Decision decision, Optional<ApprovalStore.Decider> decider) {
        return new ApprovalContext.Decision(
                decision.requestId(),
                decision.sameAction(),
                decision.resolution(),
                decision.resolvedAt(),
                decider.map(ApprovalStore.Decider::name).orElse(null),
                decision.rationale());
    }
}
