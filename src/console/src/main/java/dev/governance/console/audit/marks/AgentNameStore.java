package dev.governance.console.audit.marks;

import dev.governance.console.db.AuditAgents;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Every agent that left a trace. */
final class AgentNameStore {
    /** As many of each trace; a fleet has fewer. */
    private static final int MOST = 10_000;

    private static final String KNOWN = AuditAgents.WITH_WRITERS + """
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
