package dev.governance.console.posture;

import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Limits of loops, and the calls that count towards them. */
final class LoopStore {
    /** Agents whose calls are counted; the rest is unknown. */
    private static final int MOST_AGENTS = 10_000;

    /** Of an agent in its window. Whoever called tools more often than that is not counted in part. */
    private static final int MOST_CALLS = 1_000;

    private static final int LONGEST = 64 * 1024; // bytes; a policy has four members

    private static final String LIMITS = """
            select agent_id, %s as policy
              from governance_policies
             where policy_type = 'loop'
             order by agent_id
             limit $1
            """.formatted(PrintedJson.text("policy_json", LONGEST));

    /** By the index on agents and times, then by the SDK's on sessions and tools. */
    private static final String COUNTS = """
            select wanted.agent_id, busiest.tool_name, coalesce(busiest.calls, 0) as calls
              from unnest($1::text[], $2::int[]) as wanted (agent_id, seconds)
             cross join lateral (
                   select count(*) as rows
                     from (select
                             from governance_loop_tracking own
                            where own.agent_id = wanted.agent_id
                              and own.called_at > now() - make_interval(secs => wanted.seconds)
                            limit $3 + 1) latest) lately
              left join lateral (
                   select tool.tool_name, counted.calls
                     from (select distinct own.session_id, own.tool_name
                             from governance_loop_tracking own
                            where own.agent_id = wanted.agent_id
                              and own.called_at > now() - make_interval(secs => wanted.seconds)) tool
                    cross join lateral (
                          select count(*) as calls
                            from (select
                                    from governance_loop_tracking every
                                   where every.session_id = tool.session_id
                                     and every.tool_name = tool.tool_name
                                     and every.called_at > now() - make_interval(secs => wanted.seconds)
                                   limit $3 + 1) latest) counted
                    where lately.rows between 1 and $3
                    order by counted.calls desc, tool.tool_name
                    limit 1) busiest on true
             where lately.rows <= $3
            """;

    private record Limited(String agentId, Optional<LoopLimit> limit) {}

    /** By agent, of those whose limit is stored. */
    Future<Map<String, LoopCount>> counts(Queries queries) {
        return queries.list(LIMITS, Tuple.of(MOST_AGENTS), LoopStore::limited)
                .map(found -> found.stream()
                        .filter(one -> one.limit().isPresent())
                        .collect(Collectors.toMap(
                                Limited::agentId, one -> one.limit().orElseThrow())))
                .compose(limits -> counts(queries, limits));
    }

    private static Future<Map<String, LoopCount>> counts(Queries queries, Map<String, LoopLimit> limits) {
        if (limits.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        List<Map.Entry<String, LoopLimit>> wanted = List.copyOf(limits.entrySet());
        Tuple values = Tuple.tuple()
                .addArrayOfString(wanted.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .addArrayOfInteger(
                        wanted.stream().map(one -> one.getValue().seconds()).toArray(Integer[]::new))
                .addInteger(MOST_CALLS);
        return queries.list(COUNTS, values, row -> count(row, limits))
                .map(counts -> counts.stream().collect(Collectors.toMap(LoopCount::agentId, Function.identity())));
    }

    private static LoopCount count(Row row, Map<String, LoopLimit> limits) {
        String agentId = row.getString("agent_id");
        return new LoopCount(
                agentId, Objects.requireNonNull(limits.get(agentId)), row.getString("tool_name"), row.getLong("calls"));
    }

    private static Limited limited(Row row) {
        return new Limited(row.getString("agent_id"), LoopLimit.of(row.getString("agent_id"), row.getString("policy")));
    }
}
