package dev.governance.console.db;

import java.util.Set;

/** Who wrote to the audit log. */
public final class AuditAgents {
    /**
     * The beginning of a query that has each name once, as {@code agent_id} of {@code writers}, besides a null: from one
     * name to the next by the index on agents, so that no agent's rows are read.
     */
    public static final String WITH_WRITERS = """
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
            """;

    /** Names under which the console and the SDK themselves write: they are no agents. */
    public static final Set<String> NO_AGENTS =
            Set.of("governance-console", "governance.system", "governance.operator", "governance.default", "console");

    private AuditAgents() {}
}
