package dev.governance.console.cost;

import dev.governance.console.cost.Shares.Use;
import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Budgets as agents and operators store them, beside what was settled and what is held. */
final class CapStore {
    private static final int LONGEST = 64 * 1024; // bytes; a budget has five members

    /** Reservations that are open count until they expire, as the SDK counts them. */
    private static final String BUDGETS = """
            select budget.agent_id, budget.policy,
                   coalesce(daily.usd_used, 0) as usd_used,
                   coalesce(daily.tokens_used, 0) as tokens_used,
                   held.usd as held_usd,
                   held.tokens as held_tokens
              from (select agent_id, %s as policy
                      from governance_policies
                     where policy_type = 'budget'
                       and ($1::text is null or agent_id = $1)
                       and ($2::text is null or agent_id > $2)
                     order by agent_id
                     limit $3) budget
              left join governance_cost_agent_daily daily
                on daily.agent_id = budget.agent_id
               and daily.day_utc = (now() at time zone 'utc')::date
             cross join lateral (
                   select coalesce(sum(usd), 0) as usd, coalesce(sum(tokens), 0) as tokens
                     from governance_console.budget_reservations
                    where agent_id = budget.agent_id
                      and outcome is null
                      and expires_at > now()
                      and day = (now() at time zone 'utc')::date) held
             order by budget.agent_id
            """.formatted(PrintedJson.text("policy_json", LONGEST));

    /** Of each agent the sessions of today that used the most dollars, tokens or seconds. */
    private static final String SESSIONS = """
            select most.agent_id, most.session_id, most.usd_used, most.tokens_used, most.seconds,
                   held.usd as held_usd,
                   held.tokens as held_tokens
              from (select agent_id, session_id, usd_used, tokens_used, seconds,
                           row_number() over (partition by agent_id order by usd_used desc, session_id) as by_usd,
                           row_number() over (partition by agent_id order by tokens_used desc, session_id) as by_tokens,
                           row_number() over (partition by agent_id order by seconds desc, session_id) as by_seconds
                      from (select agent_id, session_id, usd_used, tokens_used,
                                   greatest(0, trunc(extract(epoch from last_updated - started_at)))::bigint as seconds
                              from governance_cost_session_usage
                             where agent_id = any($1)
                               and last_updated >= date_trunc('day', now() at time zone 'utc') at time zone 'utc') today
                   ) most
             cross join lateral (
                   select coalesce(sum(usd), 0) as usd, coalesce(sum(tokens), 0) as tokens
                     from governance_console.budget_reservations
                    where agent_id = most.agent_id
                      and session_id = most.session_id
                      and outcome is null
                      and expires_at > now()) held
             where 1 in (most.by_usd, most.by_tokens, most.by_seconds)
             order by most.agent_id, most.session_id
            """;

    /** An agent's budget and its day. */
    record Budgeted(String agentId, StoredBudget budget, Use day) {}

    /** An agent's session. */
    record Session(String agentId, Use use) {}

    /** Budgets of agents behind {@code after}, in the order of their ids. */
    Future<List<Budgeted>> budgets(Queries queries, @Nullable String agentId, @Nullable String after, int limit) {
        return queries.list(BUDGETS, Tuple.of(agentId, after, limit), CapStore::budgeted);
    }

    Future<List<Session>> sessions(Queries queries, List<String> agentIds) {
        return agentIds.isEmpty()
                ? Future.succeededFuture(List.of())
                : queries.list(
                        SESSIONS,
                        Tuple.tuple().addArrayOfString(agentIds.toArray(String[]::new)),
                        row -> new Session(row.getString("agent_id"), session(row)));
    }

    private static Budgeted budgeted(Row row) {
        return new Budgeted(row.getString("agent_id"), StoredBudget.of(row.getString("policy")), use(row, null, 0));
    }

    private static Use session(Row row) {
        return use(row, row.getUUID("session_id"), row.getLong("seconds"));
    }

    private static Use use(Row row, @Nullable UUID sessionId, long seconds) {
        BigDecimal held = row.getBigDecimal("held_usd");
        return new Use(
                sessionId,
                Dollars.of(row.getDouble("usd_used")),
                row.getLong("tokens_used"),
                seconds,
                Dollars.of(held),
                row.getBigDecimal("held_tokens"));
    }
}
