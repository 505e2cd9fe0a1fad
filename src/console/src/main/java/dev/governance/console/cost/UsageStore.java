package dev.governance.console.cost;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.CostHistory;
import dev.governance.console.wire.ModelSpend;
import dev.governance.console.wire.SessionSpend;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was used, by session, by model and by day, as the SDKs count it. */
final class UsageStore {
    static final int MOST_MODELS = 10_000;

    private static final String NOW = """
            select (now() at time zone 'utc')::date as day,
                   extract(epoch from (now() at time zone 'utc') - date_trunc('day', now() at time zone 'utc'))::float8
                       as seconds
            """;

    private static final String SESSIONS = """
            select agent_id, session_id, usd_used, tokens_used, last_updated
              from governance_cost_session_usage
             where $1::text is null or agent_id = $1
             order by usd_used desc, agent_id, session_id
             limit $2
            """;

    /** A call that was refused spends nothing, so only the log knows of it; the index on kind finds the newest. */
    private static final String MODELS = """
            with spent as (
              select agent_id, model, usd_used, tokens_used, last_updated
                from governance_cost_model_daily
               where day_utc = (now() at time zone 'utc')::date
                 and ($1::text is null or agent_id = $1)
            ), refused as (
              select agent_id, model, count(*) as calls, max(created_at) as latest
                from (select agent_id, model, created_at, metadata_json
                        from governance_audit_events
                       where kind = 'budget.check_failed'
                       order by chain_seq desc
                       limit 1000) newest
               where model is not null
                 and ($1::text is null or agent_id = $1)
                 and created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'
                 and (metadata_json @> '{"error_type": "UnknownModelException"}'
                      or metadata_json @> '{"error_type": "UnknownModelError"}')
               group by agent_id, model
            )
            select agent_id, model,
                   coalesce(spent.usd_used, 0) as usd_used,
                   coalesce(spent.tokens_used, 0) as tokens_used,
                   greatest(spent.last_updated, refused.latest) as last_updated,
                   coalesce(refused.calls, 0) as refused
              from spent
              full join refused using (agent_id, model)
             order by usd_used desc, agent_id, model
             limit $2
            """;

    private static final String DAYS = """
            select each.day::date as day,
                   coalesce(sum(%s) filter (where agent_id is not null), 0) as usd,
                   least(coalesce(sum(tokens_used), 0), 9223372036854775807)::bigint as tokens,
                   count(agent_id) as agents
              from generate_series($1::date, $2::date, interval '1 day') as each (day)
              left join governance_cost_agent_daily spent
                on spent.day_utc = each.day::date
               and spent.day_utc between $1 and $2
               and ($3::text is null or spent.agent_id = $3)
             group by each.day
             order by each.day
            """.formatted(Dollars.EXACT);

    private static final String TOP = """
            with spent as (
              select agent_id, day_utc, %s as usd, tokens_used
                from governance_cost_agent_daily
               where day_utc between $1 and $2
                 and ($3::text is null or agent_id = $3)
            ), ranked as (
              select agent_id,
                     row_number() over (order by sum(usd) desc, agent_id) as by_usd,
                     row_number() over (order by sum(tokens_used) desc, agent_id) as by_tokens
                from spent
               group by agent_id
            )
            select agent_id, day_utc as day, usd, tokens_used as tokens
              from ranked
              join spent using (agent_id)
             where least(by_usd, by_tokens) <= $4
             order by by_usd, day_utc
            """.formatted(Dollars.EXACT);

    private static final String AGENTS = """
            select count(distinct agent_id) as agents
              from governance_cost_agent_daily
             where day_utc between $1 and $2
               and ($3::text is null or agent_id = $3)
            """;

    /** The present day, and how much of it has passed. */
    record Now(LocalDate day, Duration passed) {}

    private record AgentDay(String agentId, CostHistory.AgentDay day) {}

    Future<Now> now(Queries queries) {
        return queries.findOne(NOW, Tuple.tuple(), UsageStore::now).map(Optional::orElseThrow);
    }

    Future<List<SessionSpend>> sessions(Queries queries, @Nullable String agentId, int limit) {
        return queries.list(SESSIONS, Tuple.of(agentId, limit), UsageStore::session);
    }

    Future<List<ModelSpend>> models(Queries queries, @Nullable String agentId) {
        return queries.list(MODELS, Tuple.of(agentId, MOST_MODELS), UsageStore::model);
    }

    Future<List<CostHistory.Day>> days(Queries queries, @Nullable String agentId, LocalDate from, LocalDate to) {
        return queries.list(DAYS, Tuple.of(from, to, agentId), UsageStore::day);
    }

    /** How many agents used anything. */
    Future<Long> agents(Queries queries, @Nullable String agentId, LocalDate from, LocalDate to) {
        return queries.findOne(AGENTS, Tuple.of(from, to, agentId), row -> row.getLong("agents"))
                .map(Optional::orElseThrow);
    }

    /** Those that used the most dollars or the most tokens, the most dollars first. */
    Future<List<CostHistory.Agent>> top(
            Queries queries, @Nullable String agentId, LocalDate from, LocalDate to, int most) {
        return most == 0
                ? Future.succeededFuture(List.of())
                : queries.list(TOP, Tuple.of(from, to, agentId, most), UsageStore::agentDay)
                        .map(UsageStore::byAgent);
    }

    private static List<CostHistory.Agent> byAgent(List<AgentDay> found) {
        Map<String, List<CostHistory.AgentDay>> agents = new LinkedHashMap<>();
        found.forEach(one ->
                agents.computeIfAbsent(one.agentId(), id -> new ArrayList<>()).add(one.day()));
        return agents.entrySet().stream()
                .map(agent -> new CostHistory.Agent(agent.getKey(), agent.getValue()))
                .toList();
    }

    private static Now now(Row row) {
        return new Now(
                row.getLocalDate("day"),
                Duration.ofSeconds(row.getDouble("seconds").longValue()));
    }

    private static SessionSpend session(Row row) {
        return new SessionSpend(
                row.getString("agent_id"),
                row.getUUID("session_id"),
                Dollars.of(row.getDouble("usd_used")),
                row.getLong("tokens_used"),
                row.getOffsetDateTime("last_updated").toInstant());
    }

    private static ModelSpend model(Row row) {
        BigDecimal usd = Dollars.of(row.getDouble("usd_used"));
        long tokens = row.getLong("tokens_used");
        long refused = row.getLong("refused");
        return new ModelSpend(
                row.getString("agent_id"),
                row.getString("model"),
                usd,
                tokens,
                row.getOffsetDateTime("last_updated").toInstant(),
                usd.signum() == 0 && (tokens > 0 || refused > 0),
                refused,
                true,
                null,
                null,
                null,
                null);
    }

    private static AgentDay agentDay(Row row) {
        return new AgentDay(
                row.getString("agent_id"),
                new CostHistory.AgentDay(
                        row.getLocalDate("day"), Dollars.of(row.getBigDecimal("usd")), row.getLong("tokens")));
    }

    private static CostHistory.Day day(Row row) {
        return new CostHistory.Day(
                row.getLocalDate("day"),
                Dollars.of(row.getBigDecimal("usd")),
                row.getLong("tokens"),
                row.getLong("agents"));
    }
}
