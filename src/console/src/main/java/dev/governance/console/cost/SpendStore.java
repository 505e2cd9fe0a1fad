package dev.governance.console.cost;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.Spend;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** What agents spent, as the SDK counts it, beside the caps of its policies. */
final class SpendStore {
    /** Agents that one answer holds; far more than one database was built for. */
    private static final int MOST = 10_000;

    /**
     * An agent with a policy is shown before it spends. A cap that is no number is no cap, nor is one beyond a trillion
     * dollars: adding numbers of a hundred thousand digits would hold up everybody.
     */
    private static final String TODAY = """
            with spent as (
              select agent_id, usd_used, tokens_used
              from governance_cost_agent_daily
              where day_utc = (now() at time zone 'utc')::date
            ), registered as (
              select agent_id,
                     max(case when policy_type = 'budget'
                               and jsonb_typeof(policy_json -> 'per_agent_usd_daily') = 'number'
                              then case when abs((policy_json -> 'per_agent_usd_daily')::numeric) >= 1e12 then null
                                        when scale((policy_json -> 'per_agent_usd_daily')::numeric) > 12
                                        then trim_scale(round((policy_json -> 'per_agent_usd_daily')::numeric, 12))
                                        else (policy_json -> 'per_agent_usd_daily')::numeric end
                         end) as cap
              from governance_policies
              group by agent_id
            )
            select coalesce(spent.agent_id, registered.agent_id) as agent_id,
                   coalesce(spent.usd_used, 0) as usd_used,
                   coalesce(spent.tokens_used, 0) as tokens_used,
                   registered.cap as cap
            from spent
            full join registered on registered.agent_id = spent.agent_id
            order by usd_used desc, agent_id
            limit $1
            """;

    Future<List<Spend>> today(Queries queries) {
        return queries.list(TODAY, Tuple.of(MOST), SpendStore::spend);
    }

    private static Spend spend(Row row) {
        return new Spend(
                row.getString("agent_id"),
                Dollars.of(row.getDouble("usd_used")),
                row.getLong("tokens_used"),
                row.getBigDecimal("cap"));
    }
}
