package dev.governance.bench.api;

import dev.governance.bench.machine.Place;
import dev.governance.console.db.DatabaseUrl;
import java.util.List;

/** What stands beside the log: every agent of it lives, spends, has a budget, and a few of them wait for somebody. */
final class Fleet {
    private static final String PRESENCE = """
            insert into governance_agent_presence (agent_id, status, last_heartbeat, started_at, metadata_json)
            select agent_id, 'live', now(), now() - interval '2 hours',
                   jsonb_build_object('host', 'worker-3', 'version', '1.4.2', 'pid', 4711, 'queue', agent_id || '-tasks')
              from (select distinct agent_id from governance_audit_events) as agents
            """;

    private static final String SPENT = """
            insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used)
            select agent_id, (now() at time zone 'utc')::date, 1.25, 84000
              from governance_agent_presence
            """;

    private static final String BUDGETS = """
            insert into governance_policies (agent_id, policy_type, policy_json)
            select agent_id, 'budget', '{"per_agent_usd_daily": 5.0}'
              from governance_agent_presence
            """;

    private static final String WAITING = """
            insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at)
            select gen_random_uuid(), agent_id, 'refund', repeat('0', 64), 'none', now() + interval '1 day'
              from (select agent_id from governance_agent_presence order by agent_id limit 10) as waiting
            """;

    static void write(DatabaseUrl url) {
        List.of(PRESENCE, SPENT, BUDGETS, WAITING, "analyze").forEach(statement -> Place.execute(url, statement));
    }

    private Fleet() {}
}
