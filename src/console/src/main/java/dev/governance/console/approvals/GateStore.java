package dev.governance.console.approvals;

import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of {@code governance_gates_pending} while somebody acts on it. Every change is conditional on what was judged. */
final class GateStore {
    /** By the database's clock; a claim from further ahead than it lasts was not made by a console. */
    static final String CLAIM_IS_FRESH = """
            (gate.reviewer_id is not null
             and coalesce(gate.reviewing_since between now() - interval '%1$d seconds'
                                                   and now() + interval '%1$d seconds', false))
            """.formatted(ApprovalRules.CLAIM.toSeconds());

    /**
     * Whom the agent of {@code gate} named, and whom an admin named its owner, at any time since the request. A heartbeat may
     * be seen a little longer than it was noted. A request that says it comes from the future may have come at any time.
     */
    static final String OPERATORS = """
            array(select name
                    from (select operator_id::text as name, until
                            from governance_console.agent_operators
                           where agent_id = gate.agent_id
                           union all
                          select owner::text, until
                            from governance_console.agent_owners
                           where agent_id = gate.agent_id) behind
                   where until is null
                      or gate.created_at > now()
                      or until >= gate.created_at - interval '1 minute'
                   group by name
                   order by name
                   limit %d)
            """.formatted(ApprovalRules.MOST_OPERATORS + 1);

    private static final String FIND =
            """
            select gate.request_id, gate.xmin::text as version, gate.agent_id, gate.kind, gate.action_hash, gate.token,
                   gate.expires_at, presence.operator_id, %s as operators,
                   gate.reviewer_id, reviewer.username as reviewer, gate.reviewing_since, %s as claim_is_fresh,
                   exists (select
                             from governance_console.first_grants
                            where request_id = gate.request_id) as granted_first,
                   gate.resolution, gate.resolved_at,
                   %s as payload,
                   gate.expires_at > now() as open,
                   now() as now
              from governance_gates_pending gate
              left join governance_agent_presence presence on presence.agent_id = gate.agent_id
              left join governance_console_users reviewer on reviewer.user_id = gate.reviewer_id
             where gate.request_id = $1
            """.formatted(OPERATORS, CLAIM_IS_FRESH, PrintedJson.text("gate.payload_json", 4_194_304));

    /** So that nothing is waited for between looking at the agent's operators and owners and settling. */
    private static final String HOLD = """
            select request_id
              from governance_gates_pending
             where request_id = $1
               for update
            """;

    private static final String UNCHANGED = """
             where gate.request_id = $1
               and gate.xmin::text = $2
               and gate.resolved_at is null
               and gate.expires_at > statement_timestamp()
            """;

    /** And nobody else stands behind the agent than who was judged. */
    static final String AS_JUDGED = """
            %s
               and btrim(gate.token) <> ''
               and (select operator_id
                      from governance_agent_presence
                     where agent_id = gate.agent_id) = $3
               and %s = $4::text[]
            """.formatted(UNCHANGED, OPERATORS);

    /** Decides every race: between two people, with the SDK, with a claim, with expiry, with the agent's heartbeat and its owners. */
    private static final String SETTLE = """
            update governance_gates_pending gate
               set resolved_at = now(),
                   resolution = $5,
                   reviewer_id = $6,
                   rationale = $7
            %s
            returning resolved_at
            """.formatted(AS_JUDGED);

    /** Decided anew where somebody took the row back by SQL. */
    private static final String DECIDED = """
            insert into governance_console.decisions
                   (request_id, decided_by, decided_by_id, token_id, decided_at, resolution)
            values ($1, $2, $3, $4, $5, $6)
                on conflict (request_id) do update
               set resolution = excluded.resolution,
                   decided_by = excluded.decided_by,
                   decided_by_id = excluded.decided_by_id,
                   token_id = excluded.token_id,
                   decided_at = excluded.decided_at
            """;

    private static final String CLAIM = """
            update governance_gates_pending gate
               set reviewer_id = $3,
                   reviewing_since = now()
            %s
            returning reviewing_since
            """.formatted(UNCHANGED);

    private static final String RELEASE = """
            update governance_gates_pending gate
               set reviewer_id = null,
                   reviewing_since = null
            %s
            """.formatted(UNCHANGED);

    private static final String TOUCH = """
            update governance_gates_pending gate
               set reviewing_since = reviewing_since
            %s
            """.formatted(UNCHANGED);

    private static final String ESCALATE = """
            insert into governance_console.escalations (request_id, escalated_to, escalated_by, escalated_at)
            values ($1, $2, $3, now())
                on conflict (request_id) do update
               set escalated_to = excluded.escalated_to,
                   escalated_by = excluded.escalated_by,
                   escalated_at = excluded.escalated_at
            returning escalated_at
            """;

    /** Whoever holds the row acts on it, so it is no forgotten one. */
    private static final String RELEASE_STALE = """
            with stale as (
                    select request_id, agent_id, kind, reviewer_id
                      from governance_gates_pending gate
                     where resolved_at is null
                       and reviewer_id is not null
                       and not %s
                     limit 1
                       for update skip locked)
            update governance_gates_pending gate
               set reviewer_id = null,
                   reviewing_since = null
              from stale
             where gate.request_id = stale.request_id
            returning stale.request_id, stale.agent_id, stale.kind, stale.reviewer_id
            """.formatted(CLAIM_IS_FRESH);

    /** A claim that nobody kept up. */
    record Stale(UUID requestId, String agentId, String kind, UUID reviewerId) {}

    Future<Optional<Gate>> find(Queries queries, UUID requestId) {
        return queries.findOne(FIND, Tuple.of(requestId), GateStore::gate);
    }

    /** Settles what still is as it was judged; empty when anything changed. */
    Future<Optional<Instant>> settle(
            Queries transaction, Gate gate, Caller by, String resolution, @Nullable String rationale) {
        Tuple values = asJudged(gate).addString(resolution).addUUID(by.userId()).addString(rationale);
        return hold(transaction, gate)
                .compose(held -> transaction.findOne(SETTLE, values, row -> time(row, "resolved_at")));
    }

    /** Keeps who settled it where no agent can write. */
    Future<Integer> decided(Queries transaction, Gate gate, Caller by, String resolution, Instant at) {
        ScopedToken token = by.token();
        return transaction.execute(
                DECIDED,
                Tuple.of(
                        gate.requestId(),
                        by.username(),
                        by.userId(),
                        token == null ? null : token.tokenId(),
                        at.atOffset(ZoneOffset.UTC),
                        resolution));
    }

    /** Empty when anything changed. */
    Future<Optional<Instant>> claim(Queries transaction, Gate gate, Caller by) {
        return transaction.findOne(CLAIM, judged(gate).addUUID(by.userId()), row -> time(row, "reviewing_since"));
    }

    /** False when anything changed. */
    Future<Boolean> release(Queries transaction, Gate gate) {
        return transaction.execute(RELEASE, judged(gate)).map(rows -> rows == 1);
    }

    /** Ends any claim and keeps to whom it was handed on; empty when anything changed. */
    Future<Optional<Instant>> escalate(Queries transaction, Gate gate, Caller by, String to) {
        Tuple values = Tuple.of(gate.requestId(), to, by.username());
        return release(transaction, gate)
                .compose(done -> done
                        ? transaction.findOne(ESCALATE, values, row -> time(row, "escalated_at"))
                        : Future.succeededFuture(Optional.empty()));
    }

    /** Releases one claim that is over, if there is one. */
    Future<Optional<Stale>> releaseStale(Queries transaction) {
        return transaction.findOne(
                RELEASE_STALE,
                Tuple.tuple(),
                row -> new Stale(
                        row.getUUID("request_id"),
                        row.getString("agent_id"),
                        row.getString("kind"),
                        row.getUUID("reviewer_id")));
    }

    /** Touches the row, so that whoever follows it looks again; false when anything changed. */
    Future<Boolean> touch(Queries transaction, Gate gate) {
        return transaction.execute(TOUCH, judged(gate)).map(rows -> rows == 1);
    }

    /** Lets nobody else act on the row until the transaction ends. */
    Future<?> hold(Queries transaction, Gate gate) {
        return transaction.list(HOLD, Tuple.of(gate.requestId()), row -> true);
    }

    /** The values of {@link #AS_JUDGED}. */
    static Tuple asJudged(Gate gate) {
        return judged(gate)
                .addString(gate.operatorId())
                .addArrayOfString(gate.operators().toArray(String[]::new));
    }

    private static Tuple judged(Gate gate) {
        return Tuple.tuple().addUUID(gate.requestId()).addString(gate.version());
    }

    private static Gate gate(Row row) {
        return new Gate(
                row.getUUID("request_id"),
                row.getString("version"),
                row.getString("agent_id"),
                row.getString("kind"),
                row.getString("action_hash"),
                row.getString("token"),
                row.getString("payload"),
                time(row, "expires_at"),
                row.getString("operator_id"),
                List.of(row.getArrayOfStrings("operators")),
                row.getUUID("reviewer_id"),
                row.getString("reviewer"),
                timeOrNull(row, "reviewing_since"),
                row.getBoolean("claim_is_fresh"),
                row.getBoolean("granted_first"),
                row.getString("resolution"),
                timeOrNull(row, "resolved_at"),
                row.getBoolean("open"),
                time(row, "now"));
    }

    static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    static @Nullable Instant timeOrNull(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }
}
