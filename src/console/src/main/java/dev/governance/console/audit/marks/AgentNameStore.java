package dev.governance.console.audit.marks;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Every agent that left a trace. */
final class AgentNameStore {
    /** As many of each trace; a fleet has fewer. */
    private static final int MOST = 10_000;

    /** From one name to the next by the index on agents, so that no agent's rows are read. */
    private static final String KNOWN = """
            with recursive writers as (
                (select agent_id from governance_audit_events order by agent_id limit 1)
                union all
                select (select next.agent_id
                          from governance_audit_events as next
                         where next.agent_id > writers.agent_id
                         order by next.agent_id
                         limit 1)
                  from writers
                 where writers.agent_id is not null)
            (select agent_id from writers where agent_id is not null limit $1)
            union
            (select agent_id from governance_agent_presence limit $1)
            union
            (select agent_id from governance_policies limit $1)
            """;

    Future<List<String>> known(Queries queries) {
        return queries.list(KNOWN, Tuple.of(MOST), row -> row.getString("agent_id"));
    }
}
