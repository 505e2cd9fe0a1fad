package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateStore.time;
import static dev.governance.console.approvals.GateStore.timeOrNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.SessionIds;
import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_gates_pending}; its token is read only to be checked. */
final class ApprovalStore {
    /** A payload beyond 128 KiB, and all beyond 8 MiB together, are left out, so that a list has a size. */
    private static final String LISTED = """
            select gate.request_id, gate.agent_id, gate.kind, gate.action_hash, gate.created_at, gate.expires_at,
                   gate.expires_at <= now() as expired, %2$s as claim_is_fresh,
                   gate.reviewer_id, reviewer.username as reviewer, gate.reviewing_since,
                   gate.resolution, gate.resolved_at, gate.rationale,
                   presence.operator_id, %3$s as operators,
                   %4$s,
                   escalation.escalated_to, escalation.escalated_by, escalation.escalated_at,
                   case when octet_length(gate.payload) <= 131072
                         and sum(least(octet_length(gate.payload), 131072)) over (order by gate.place) <= 8388608
                        then gate.payload
                   end as payload
              from (%1$s) gate
              left join governance_agent_presence presence on presence.agent_id = gate.agent_id
              left join governance_console_users reviewer on reviewer.user_id = gate.reviewer_id
              left join governance_console.escalations escalation on escalation.request_id = gate.request_id
              %5$s
             order by gate.place
            """;

    private static final String COLUMNS = """
            request_id, agent_id, kind, action_hash, created_at, expires_at, reviewer_id, reviewing_since,
            resolution, resolved_at, rationale, %s as payload
            """.formatted(PrintedJson.text("payload_json", 131_072));

    private static final String NEWEST = pending("gate.created_at", "desc", "<");

    private static final String SOONEST = pending("gate.expires_at", "asc", ">");

    private static final String ONE = listed("""
            select %s, 1 as place
              from governance_gates_pending
             where request_id = $1
            """.formatted(COLUMNS));

    private static final String RECENT = listed("""
            select over.*, row_number() over (order by ended_at desc, request_id) as place
              from ((select %1$s, resolved_at as ended_at
                       from governance_gates_pending
                      where resolved_at is not null
                      order by resolved_at desc
                      limit $1)
                    union all
                    (select %1$s, expires_at as ended_at
                       from governance_gates_pending
                      where resolved_at is null
                        and expires_at <= now()
                      order by expires_at desc
                      limit $1)) over
             order by ended_at desc, request_id
             limit $1
            """.formatted(COLUMNS));

    /**
     * Who decided here what the request's row says now; else who did elsewhere, as an audit row claims that any agent could have written. By the index on
     * the session; the last row counts.
     */
    private static final String DECIDERS = """
            select asked.request_id, coalesce(here.decided_by, claimed.by) as by, here.decided_by is null as outside
              from unnest($1::uuid[], $2::uuid[]) as asked (request_id, session_id)
              join governance_gates_pending gate on gate.request_id = asked.request_id
              left join governance_console.decisions here on here.request_id = asked.request_id
                                                         and here.resolution = gate.resolution
                                                         and here.decided_at = gate.resolved_at
              left join lateral (
                     select metadata_json as said
                       from governance_audit_events
                      where session_id = asked.session_id
                        and kind in ('approval.granted', 'approval.denied', 'approval.granted.batch')
                      order by chain_seq desc
                      limit 1) last_said on here.request_id is null
              left join lateral (
                     select left(name #>> '{}', 128) as by
                       from unnest(array[last_said.said -> 'granted_by', last_said.said -> 'denied_by',
                                         last_said.said -> 'approved_by']) as name
                      where jsonb_typeof(name) = 'string'
                        and pg_column_size(name) <= 4096
                      limit 1) claimed on true
             where here.decided_by is not null
                or claimed.by is not null
            """;

    /** Who decided a request, and whether only an audit row that anybody may have written says so. */
    record Decider(String name, boolean outside) {}

    private final RedactedJson json;
    private final SecondApprover second;

    ApprovalStore(RedactedJson json, SecondApprover second) {
        this.json = json;
        this.second = second;
    }

    /**
     * What waits, behind {@code after}.
     *
     * @param soonest whether the soonest to expire comes first, not the newest
     */
    Future<List<Approval>> pending(
            Queries queries, Caller by, int limit, boolean soonest, @Nullable PendingCursor after) {
        Tuple values = Tuple.tuple()
                .addInteger(limit)
                .addOffsetDateTime(after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .addUUID(after == null ? null : after.requestId());
        return queries.list(soonest ? SOONEST : NEWEST, values, row -> approval(row, by));
    }

    Future<Optional<Approval>> one(Queries queries, Caller by, UUID requestId) {
        return queries.findOne(ONE, Tuple.of(requestId), row -> approval(row, by))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(found)
                        : decided(queries, List.of(found.get()))
                                .map(decided -> decided.stream().findFirst()));
    }

    Future<List<Approval>> recent(Queries queries, Caller by, int limit) {
        return queries.list(RECENT, Tuple.of(limit), row -> approval(row, by))
                .compose(approvals -> decided(queries, approvals));
    }

    /** Who decided; empty when nobody says so. */
    Future<Optional<Decider>> decider(Queries queries, UUID requestId) {
        return deciders(queries, List.of(requestId)).map(names -> Optional.ofNullable(names.get(requestId)));
    }

    /** The chain in which a console records the decision. */
    static UUID session(UUID requestId) {
        return SessionIds.md5(requestId.toString());
    }

    private Future<List<Approval>> decided(Queries queries, List<Approval> approvals) {
        List<UUID> ids = approvals.stream()
                .filter(approval -> approval.resolution() != null)
                .map(Approval::requestId)
                .toList();
        return deciders(queries, ids)
                .map(names -> approvals.stream()
                        .map(approval -> decidedBy(approval, names.get(approval.requestId())))
                        .toList());
    }

    private static Approval decidedBy(Approval approval, @Nullable Decider decider) {
        return decider == null
                ? approval.decidedBy(null, false)
                : approval.decidedBy(decider.name(), !decider.outside());
    }

    /** Who decided these requests; without those of which nobody says so. */
    Future<Map<UUID, Decider>> deciders(Queries queries, List<UUID> requestIds) {
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(requestIds.toArray(UUID[]::new))
                .addArrayOfUUID(requestIds.stream().map(ApprovalStore::session).toArray(UUID[]::new));
        return queries.list(DECIDERS, values, row -> Map.entry(row.getUUID("request_id"), decider(row)))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Decider decider(Row row) {
        boolean outside = row.getBoolean("outside");
        String name = row.getString("by");
        return new Decider(outside ? json.text(name) : name, outside);
    }

    private Approval approval(Row row, Caller by) {
        String operatorId = row.getString("operator_id");
        String resolution = row.getString("resolution");
        boolean waits = row.getOffsetDateTime("resolved_at") == null;
        List<String> operators = List.of(row.getArrayOfStrings("operators"));
        boolean claimed = !waits || row.getBoolean("claim_is_fresh");
        JsonNode payload = json.of(row.getString("payload"));
        String actionHash = row.getString("action_hash");
        return new Approval(
                row.getUUID("request_id"),
                row.getString("agent_id"),
                row.getString("kind"),
                ActionWords.of(row.getString("agent_id"), row.getString("kind"), payload, actionHash),
                actionHash,
                time(row, "created_at"),
                time(row, "expires_at"),
                claimed ? row.getUUID("reviewer_id") : null,
                claimed ? row.getString("reviewer") : null,
                claimed ? timeOrNull(row, "reviewing_since") : null,
                escalation(row),
                payload,
                operatorId,
                waits ? (row.getBoolean("expired") ? "expired" : "pending") : state(resolution),
                resolution,
                timeOrNull(row, "resolved_at"),
                null,
                false,
                rationale(row),
                fourEyes(row, waits, operatorId, operators),
                ApprovalRules.blocked(operatorId, operators, by));
    }

    /** While it waits, only a first grant that counts; afterwards what there was. */
    private Approval.@Nullable FourEyes fourEyes(
            Row row, boolean waits, @Nullable String operatorId, List<String> operators) {
        FirstGrant first = FirstGrantStore.firstGrant(row);
        if (first != null && (!waits || first.counts(operatorId, operators))) {
            String why = first.rationale();
            return new Approval.FourEyes(first.byId(), first.by(), first.at(), why == null ? null : json.text(why));
        }
        return waits && second.isWanted(row.getString("kind")) ? new Approval.FourEyes(null, null, null, null) : null;
    }

    private Approval.@Nullable Escalation escalation(Row row) {
        Instant at = timeOrNull(row, "escalated_at");
        return at == null
                ? null
                : new Approval.Escalation(json.text(row.getString("escalated_to")), row.getString("escalated_by"), at);
    }

    private static String state(@Nullable String resolution) {
        return resolution == null ? "cancelled" : resolution;
    }

    @Nullable
    String rationale(Row row) {
        String rationale = row.getString("rationale");
        return rationale == null ? null : json.text(rationale);
    }

    /** Pages by keyset; a date beyond every calendar is moved to its end, so that a cursor can name it. */
    private static String pending(String moment, String order, String behind) {
        return listed("""
                select %1$s, row_number() over (order by %2$s %3$s, request_id) as place
                  from governance_gates_pending gate
                 where resolved_at is null
                   and expires_at > now()
                   and ($2::timestamptz is null
                        or %2$s %4$s $2
                        or (%2$s = $2 and request_id > $3))
                 order by %2$s %3$s, request_id
                 limit $1
                """.formatted(
                COLUMNS, "least(greatest(" + moment + ", '0001-01-01Z'), '9999-12-31Z'::timestamptz)", order, behind));
    }

    private static String listed(String gates) {
        return LISTED.formatted(
                gates, GateStore.CLAIM_IS_FRESH, GateStore.OPERATORS, FirstGrantStore.COLUMNS, FirstGrantStore.JOINED);
    }
}
