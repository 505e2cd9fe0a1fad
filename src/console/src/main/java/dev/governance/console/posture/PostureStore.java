package dev.governance.console.posture;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Outcome;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the posture is judged by, in Postgres. */
final class PostureStore {
    /** Agents that are followed; whoever has been silent for longest is only counted. */
    private static final int MOST_AGENTS = 10_000;

    /** Rows that light lamps and are read in full; the rest of them is counted without a name. */
    private static final int MOST_SIGHTINGS = 2_000;

    /** Buckets that fit into memory; beyond that the posture is unknown rather than wrong. */
    private static final int MOST_BUCKETS = 500_000;

    /** A number that the sequence has not given out was chosen by somebody: nothing is settled up to it. */
    private static final String CLOCK = """
            select now() as now,
                   date_trunc('day', now() at time zone 'utc') at time zone 'utc' as day,
                   coalesce((select chain_seq
                               from governance_audit_events
                              where chain_seq <= (select coalesce(
                                        pg_sequence_last_value(
                                            pg_get_serial_sequence('governance_audit_events', 'chain_seq')::regclass),
                                        9223372036854775807))
                              order by chain_seq desc
                              limit 1), 0) as newest
            """;

    /** Reads the whole log: once at start and then rarely. */
    private static final String TOTALS = """
            with agents as (
              select agent_id, count(*) as events, max(chain_seq) as newest
              from governance_audit_events
              where chain_seq <= $1
              group by agent_id
            )
            select agent_id,
                   events,
                   newest,
                   (select least(max(event.created_at), now())
                    from governance_audit_events event
                    where event.chain_seq = agents.newest) as latest,
                   (sum(events) over ())::bigint as all_events,
                   count(*) over () as all_agents
            from agents
            order by newest desc
            limit $2
            """;

    /** By the index on agents and numbers. */
    private static final String RETURNED = """
            with agents as (
              select agent_id, count(*) as events, max(chain_seq) as newest
              from governance_audit_events
              where agent_id = any($2)
                and chain_seq <= $1
              group by agent_id
            )
            select agent_id,
                   events,
                   newest,
                   (select least(max(event.created_at), now())
                    from governance_audit_events event
                    where event.chain_seq = agents.newest) as latest
            from agents
            """;

    /** A row stamped in the future counts as today's: a lamp must not wait for tomorrow. */
    private static final String COUNT = """
            select agent_id,
                   case when created_at < $3 then null
                        when kind = 'loop.detected' and metadata_json ->> 'action' = 'log' then 'loop.logged'
                        when kind = any($5) then kind
                   end as signal,
                   kind = any($6) as blocked,
                   case when created_at >= $4
                         and created_at <= now() + interval '1 minute' then date_trunc('minute', created_at)
                   end as minute,
                   count(*) as rows,
                   count(*) filter (where created_at >= $3) as today,
                   max(chain_seq) as newest,
                   least(max(created_at), now()) as latest
            from governance_audit_events
            where chain_seq > $1
              and chain_seq <= $2
            """;

    private static final String BY_AGENT = """
            group by 1, 2, 3, 4
            limit 500001
            """;

    private static final String YOUNG = COUNT + BY_AGENT;

    /** By the index on the time of writing. */
    private static final String SINCE = COUNT + "  and created_at >= $7\n" + BY_AGENT;

    private static final String WAITING = """
            select agent_id, count(*) as waiting, min(created_at) as since, min(expires_at) as next_expiry
            from governance_gates_pending
            where resolved_at is null
              and expires_at > now()
            group by agent_id
            order by waiting desc
            limit $1
            """;

    private static final String POLICIES = """
            select agent_id, array_agg(policy_type::text) as types
            from governance_policies
            group by agent_id
            limit $1
            """;

    private static final String SIGHTINGS = "select " + AuditRows.COLUMNS + """

            from governance_audit_events
            where chain_seq = any($1)
            """;

    /** Where the log stands. */
    record Clock(Instant now, Instant day, long newest) {}

    /**
     * The whole log by agent.
     *
     * @param agentsBeyond agents that are not among the buckets
     * @param eventsBeyond their rows
     */
    record Totals(List<Bucket> buckets, long agentsBeyond, long eventsBeyond) {}

    private record Total(Bucket bucket, long allEvents, long allAgents) {}

    private final AuditRows rows;

    PostureStore(AuditRows rows) {
        this.rows = rows;
    }

    Future<Clock> clock(Queries queries) {
        return queries.list(CLOCK, Tuple.tuple(), PostureStore::clock).map(list -> list.get(0));
    }

    Future<Totals> totals(Queries queries, long upTo) {
        return queries.list(TOTALS, Tuple.of(upTo, MOST_AGENTS), PostureStore::total)
                .map(PostureStore::totals);
    }

    /** What these wrote up to {@code upTo}; nothing of who wrote nothing. */
    Future<List<Bucket>> returned(Queries queries, Collection<String> agents, long upTo) {
        Tuple values = Tuple.of(upTo).addValue(agents.toArray(String[]::new));
        return queries.list(RETURNED, values, PostureStore::lifetime);
    }

    /**
     * Counts rows numbered above {@code after} and up to {@code upTo}, each for its agent's total, too.
     *
     * @param minutesFrom rows written since then are told apart by minute
     */
    Future<List<Bucket>> young(Queries queries, long after, long upTo, Instant day, Instant minutesFrom) {
        return queries.list(YOUNG, values(after, upTo, day, minutesFrom), row -> bucket(row, true))
                .compose(PostureStore::complete);
    }

    /** Counts rows up to {@code upTo} that were written since {@code since}, but not for the totals. */
    Future<List<Bucket>> since(Queries queries, long upTo, Instant day, Instant minutesFrom, Instant since) {
        Tuple values = values(0, upTo, day, minutesFrom).addValue(time(since));
        return queries.list(SINCE, values, row -> bucket(row, false)).compose(PostureStore::complete);
    }

    private static Tuple values(long after, long upTo, Instant day, Instant minutesFrom) {
        return Tuple.of(after, upTo, time(day), time(minutesFrom))
                .addValue(Signal.kinds().toArray(String[]::new))
                .addValue(Outcome.blockingKinds().toArray(String[]::new));
    }

    private static Future<List<Bucket>> complete(List<Bucket> buckets) {
        return buckets.size() <= MOST_BUCKETS
                ? Future.succeededFuture(buckets)
                : Future.failedFuture(new Refusal(
                        Fault.UNAVAILABLE, "too_many_agents", "more agents wrote today than the posture can follow"));
    }

    Future<List<Waiting>> waiting(Queries queries) {
        return queries.list(
                WAITING,
                Tuple.of(MOST_AGENTS),
                row -> new Waiting(
                        row.getString("agent_id"),
                        row.getLong("waiting"),
                        time(row, "since"),
                        time(row, "next_expiry")));
    }

    Future<Map<String, Set<String>>> policies(Queries queries) {
        return queries.list(
                        POLICIES,
                        Tuple.of(MOST_AGENTS),
                        row -> Map.entry(row.getString("agent_id"), Set.of(row.getArrayOfStrings("types"))))
                .map(list -> list.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    Future<List<AuditEvent>> sightings(Queries queries, Collection<Long> chainSeqs) {
        Long[] newest = chainSeqs.stream()
                .sorted(Comparator.reverseOrder())
                .limit(MOST_SIGHTINGS)
                .toArray(Long[]::new);
        return queries.list(SIGHTINGS, Tuple.tuple().addValue(newest), rows::of);
    }

    private static Clock clock(Row row) {
        return new Clock(time(row, "now"), time(row, "day"), row.getLong("newest"));
    }

    private static Total total(Row row) {
        return new Total(lifetime(row), row.getLong("all_events"), row.getLong("all_agents"));
    }

    private static Bucket lifetime(Row row) {
        return new Bucket(
                row.getString("agent_id"),
                null,
                false,
                null,
                row.getLong("events"),
                0,
                0,
                row.getLong("newest"),
                time(row, "latest"));
    }

    private static Totals totals(List<Total> totals) {
        List<Bucket> buckets =
                new ArrayList<>(totals.stream().map(Total::bucket).toList());
        long events = buckets.stream().mapToLong(Bucket::events).sum();
        Total any = totals.isEmpty() ? null : totals.get(0);
        return any == null
                ? new Totals(buckets, 0, 0)
                : new Totals(buckets, any.allAgents() - buckets.size(), any.allEvents() - events);
    }

    private static Bucket bucket(Row row, boolean counted) {
        String signal = row.getString("signal");
        return new Bucket(
                row.getString("agent_id"),
                signal == null ? null : Signal.of(signal).orElseThrow(),
                row.getBoolean("blocked"),
                minute(row),
                counted ? row.getLong("rows") : 0,
                row.getLong("rows"),
                row.getLong("today"),
                row.getLong("newest"),
                time(row, "latest"));
    }

    private static @Nullable Instant minute(Row row) {
        return row.getOffsetDateTime("minute") == null ? null : time(row, "minute");
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
