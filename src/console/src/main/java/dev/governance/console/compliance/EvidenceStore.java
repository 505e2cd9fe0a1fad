package dev.governance.console.compliance;

import dev.governance.console.compliance.Counted.Changes;
import dev.governance.console.compliance.Counted.Deciders;
import dev.governance.console.compliance.Counted.Requests;
import dev.governance.console.compliance.Counted.Rows;
import dev.governance.console.compliance.Counted.Uses;
import dev.governance.console.db.AuditAgents;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.EvidenceReport.Window;
import dev.governance.console.wire.LogVerdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what the log and the tables beside it hold of a window; nothing is read into memory. */
final class EvidenceStore {
    private static final String IN_WINDOW = "created_at >= $1 and created_at < $2";

    private static final String ROWS = """
            select count(*) as events,
                   count(*) filter (where signature_status = 'signed') as signed,
                   count(input_hash) as with_input,
                   count(output_hash) as with_output,
                   count(*) filter (where kind like '%%.error') as errors,
                   min(created_at) as first_at,
                   max(created_at) as last_at,
                   min(chain_seq) as first_seq,
                   max(chain_seq) as last_seq
              from governance_audit_events
             where %s
            """.formatted(IN_WINDOW);

    private static final String KINDS = """
            select kind, count(*) as events
              from governance_audit_events
             where %s
               and kind = any($3)
             group by kind
            """.formatted(IN_WINDOW);

    private static final String DIFFERENT = """
            select count(*) as different
              from (select %%1$s
                      from governance_audit_events
                     where %s
                       and %%1$s is not null
                     group by %%1$s) as each
            """.formatted(IN_WINDOW);

    private static final String AGENTS = """
            select count(*) as different
              from (select agent_id
                      from governance_audit_events
                     where %s
                       and agent_id <> all($3)
                     group by agent_id) as each
            """.formatted(IN_WINDOW);

    /** What the console writes of its own is no use of an agent. */
    private static final String USES = """
            select count(*) as sessions, min(first_at) as first_at, max(last_at) as last_at
              from (select min(created_at) as first_at, max(created_at) as last_at
                      from governance_audit_events
                     where %s
                       and agent_id <> all($3)
                     group by session_id) as each
            """.formatted(IN_WINDOW);

    /** A halt and whoever acknowledges it write in one session, which is made of the agent and of the halt's time. */
    private static final String UNACKNOWLEDGED = """
            select count(*) as different
              from governance_audit_events halt
             where %s
               and halt.kind in ('agent.halted', 'agent.killed')
               and not exists (select
                                 from governance_audit_events seen
                                where seen.session_id = halt.session_id
                                  and seen.agent_id = halt.agent_id
                                  and seen.kind = 'agent.halt_acknowledged')
            """.formatted(IN_WINDOW);

    private static final String MODELS = DIFFERENT.formatted("model");

    private static final String REQUESTS = """
            select count(*) filter (where created_at >= $1 and created_at < $2) as made,
                   count(*) filter (where resolution = 'granted' and resolved_at >= $1 and resolved_at < $2) as granted,
                   count(*) filter (where resolution = 'denied' and resolved_at >= $1 and resolved_at < $2) as denied,
                   count(*) filter (where coalesce(resolution, '') not in ('granted', 'denied')
                                      and resolved_at >= $1 and resolved_at < $2) as cancelled,
                   count(*) filter (where created_at >= $1 and created_at < $2
                                      and resolved_at is null and expires_at <= now()) as expired,
                   count(*) filter (where created_at >= $1 and created_at < $2
                                      and resolved_at is null and expires_at > now()) as waiting
              from governance_gates_pending
            """;

    private static final String DECIDERS = """
            select count(*) as decisions, count(distinct by) as people, count(*) filter (where by is null) as unnamed
              from (select coalesce(metadata_json ->> 'granted_by', metadata_json ->> 'denied_by',
                                    metadata_json ->> 'approved_by') as by
                      from governance_audit_events
                     where %s
                       and kind in ('approval.granted', 'approval.denied', 'approval.granted.batch')) as decisions
            """.formatted(IN_WINDOW);

    private static final String CHANGES = """
            select count(*) filter (where changed_at >= $1 and changed_at < $2 and event_id is not null) as in_console,
                   count(*) filter (where changed_at >= $1 and changed_at < $2 and event_id is null
                                      and deed <> 'found') as outside,
                   min(changed_at) as since
              from governance_console.policy_changes
            """;

    private static final String FIRST = """
            select chain_seq, created_at from governance_audit_events order by chain_seq limit 1
            """;

    private static final String NEWEST = "select coalesce(max(chain_seq), 0) as newest from governance_audit_events";

    private static final String HELD = """
            select count(*) as events,
                   %s as failed,
                   %s as unproven,
                   min(chain_seq) as first_seq,
                   max(chain_seq) as last_seq
              from governance_audit_events
             where %s
            """;

    private static final String NONE = "0::bigint";
    private static final String OF_SESSIONS = "count(*) filter (where session_id = any($%d))";

    private static final String BY_NUMBER = "chain_seq between $1 and $2";
    private static final String BY_TIME = IN_WINDOW + " and chain_seq <= $3";

    /** Where all sessions hold nobody looks at them, so that the index on numbers is all that is read. */
    private static final String HELD_BY_NUMBER = HELD.formatted(NONE, NONE, BY_NUMBER);

    private static final String JUDGED_BY_NUMBER =
            HELD.formatted(OF_SESSIONS.formatted(3), OF_SESSIONS.formatted(4), BY_NUMBER);
    private static final String HELD_BY_TIME = HELD.formatted(NONE, NONE, BY_TIME);
    private static final String JUDGED_BY_TIME =
            HELD.formatted(OF_SESSIONS.formatted(4), OF_SESSIONS.formatted(5), BY_TIME);

    private static final String OF_DAMAGED = """
            select count(*) filter (where session_id = any($2)) as failed,
                   count(*) filter (where session_id = any($3)) as unproven
              from governance_audit_events
             where session_id = any($2::uuid[] || $3::uuid[])
               and chain_seq <= $1
            """;

    /** Rows of a part of the log, and how many of them are of sessions that do not hold. */
    record Held(
            long events,
            long failed,
            long unproven,
            @Nullable Long firstSeq,
            @Nullable Long lastSeq) {}

    /** Sessions that were tampered with or truncated, and those that cannot be verified. */
    record Damaged(List<UUID> failed, List<UUID> unproven) {
        Damaged {
            failed = List.copyOf(failed);
            unproven = List.copyOf(unproven);
        }

        boolean none() {
            return failed.isEmpty() && unproven.isEmpty();
        }

        private Tuple addedTo(Tuple values) {
            return values.addValue(failed.toArray(UUID[]::new)).addValue(unproven.toArray(UUID[]::new));
        }
    }

    private record Beginning(long seq, Instant at) {}

    Future<Long> newest(Queries queries) {
        return queries.findOne(NEWEST, Tuple.tuple(), row -> row.getLong("newest"))
                .map(Optional::orElseThrow);
    }

    /** Everything, if the queries are of one snapshot. */
    Future<Counted> counted(Queries snapshot, Window window, List<String> kinds) {
        Future<Rows> rows = one(snapshot, ROWS, times(window), EvidenceStore::rows);
        Future<Map<String, Long>> counts = rows.compose(done -> snapshot.list(
                        KINDS,
                        times(window).addValue(kinds.toArray(String[]::new)),
                        row -> Map.entry(row.getString("kind"), row.getLong("events")))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
        Future<Long> agents = counts.compose(done -> one(snapshot, AGENTS, ofAgents(window), EvidenceStore::different));
        Future<Uses> uses = agents.compose(done -> one(snapshot, USES, ofAgents(window), EvidenceStore::uses));
        Future<Long> models = uses.compose(done -> one(snapshot, MODELS, times(window), EvidenceStore::different));
        Future<Long> unacknowledged =
                models.compose(done -> one(snapshot, UNACKNOWLEDGED, times(window), EvidenceStore::different));
        Future<Requests> requests =
                unacknowledged.compose(done -> one(snapshot, REQUESTS, times(window), EvidenceStore::requests));
        Future<Deciders> deciders =
                requests.compose(done -> one(snapshot, DECIDERS, times(window), EvidenceStore::deciders));
        Future<Changes> changes =
                deciders.compose(done -> one(snapshot, CHANGES, times(window), EvidenceStore::changes));
        return changes.compose(done -> snapshot.findOne(FIRST, Tuple.tuple(), EvidenceStore::beginning))
                .map(first -> new Counted(
                        window,
                        rows.result(),
                        counts.result(),
                        agents.result(),
                        uses.result(),
                        models.result(),
                        unacknowledged.result(),
                        requests.result(),
                        deciders.result(),
                        changes.result(),
                        first.map(Beginning::seq).orElse(null),
                        first.map(Beginning::at).orElse(null)));
    }

    Future<Held> held(Queries queries, long from, long to, Damaged damaged) {
        return held(queries, HELD_BY_NUMBER, JUDGED_BY_NUMBER, Tuple.of(from, to), damaged);
    }

    /** Of rows up to {@code upTo} that were written in the window. */
    Future<Held> held(Queries queries, Window window, long upTo, Damaged damaged) {
        return held(queries, HELD_BY_TIME, JUDGED_BY_TIME, times(window).addValue(upTo), damaged);
    }

    private static Future<Held> held(Queries queries, String held, String judged, Tuple part, Damaged damaged) {
        return damaged.none()
                ? one(queries, held, part, EvidenceStore::held)
                : one(queries, judged, damaged.addedTo(part), EvidenceStore::held);
    }

    /** Of the whole log, of which a verification counted the rows: those of damaged sessions alone are read. */
    Future<Held> held(Queries queries, LogVerdict verdict, Damaged damaged) {
        return one(
                queries,
                OF_DAMAGED,
                damaged.addedTo(Tuple.of(Objects.requireNonNullElse(verdict.lastSeq(), 0L))),
                row -> all(verdict, row.getLong("failed"), row.getLong("unproven")));
    }

    /** The whole log, in which nothing is damaged. */
    static Held all(LogVerdict verdict) {
        return all(verdict, 0, 0);
    }

    private static Held all(LogVerdict verdict, long failed, long unproven) {
        return new Held(verdict.events(), failed, unproven, verdict.firstSeq(), verdict.lastSeq());
    }

    private static <T> Future<T> one(Queries queries, String sql, Tuple values, Function<Row, T> mapper) {
        return queries.findOne(sql, values, mapper).map(Optional::orElseThrow);
    }

    private static Tuple times(Window window) {
        return Tuple.of(window.start().atOffset(ZoneOffset.UTC), window.end().atOffset(ZoneOffset.UTC));
    }

    private static Tuple ofAgents(Window window) {
        return times(window).addValue(AuditAgents.NO_AGENTS.toArray(String[]::new));
    }

    private static Uses uses(Row row) {
        return new Uses(row.getLong("sessions"), moment(row, "first_at"), moment(row, "last_at"));
    }

    private static long different(Row row) {
        return row.getLong("different");
    }

    private static Rows rows(Row row) {
        return new Rows(
                row.getLong("events"),
                row.getLong("signed"),
                row.getLong("with_input"),
                row.getLong("with_output"),
                row.getLong("errors"),
                moment(row, "first_at"),
                moment(row, "last_at"),
                row.getLong("first_seq"),
                row.getLong("last_seq"));
    }

    private static Requests requests(Row row) {
        return new Requests(
                row.getLong("made"),
                row.getLong("granted"),
                row.getLong("denied"),
                row.getLong("cancelled"),
                row.getLong("expired"),
                row.getLong("waiting"));
    }

    private static Deciders deciders(Row row) {
        return new Deciders(row.getLong("decisions"), row.getLong("people"), row.getLong("unnamed"));
    }

    private static Changes changes(Row row) {
        return new Changes(row.getLong("in_console"), row.getLong("outside"), moment(row, "since"));
    }

    private static Beginning beginning(Row row) {
        return new Beginning(
                row.getLong("chain_seq"), row.getOffsetDateTime("created_at").toInstant());
    }

    private static Held held(Row row) {
        return new Held(
                row.getLong("events"),
                row.getLong("failed"),
                row.getLong("unproven"),
                row.getLong("first_seq"),
                row.getLong("last_seq"));
    }

    private static @Nullable Instant moment(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }
}
