package dev.governance.console.presence;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** Rows of {@code governance_console.halts} beside what the log and the agents' own rows say. */
final class WatchStore {
    private static final int AT_ONCE = 20;

    private static final String HALTED = """
            coalesce(agent.halted_by, agent.metadata_json ->> '_halted_by', agent.metadata_json ->> '_killed_by')
            """;

    /**
     * Halts that an SDK or an older console wrote are watched from when they are noticed. Whoever may write the marker
     * may write anything into it, a time at infinity or a name of megabytes: what is kept is what an audit row can hold.
     */
    private static final String NOTICE = """
            insert into governance_console.halts
                   (agent_id, halted_by, halted_at, reason, issued_here, halted_seq)
            select agent.agent_id,
                   left(%1$s, 256),
                   case when agent.halted_at between now() - interval '100 years' and now() + interval '100 years'
                        then agent.halted_at else now() end,
                   coalesce(agent.halt_reason, ''),
                   false,
                   coalesce((select max(chain_seq) from governance_audit_events), 0)
              from governance_agent_presence agent
             where %1$s is not null
               and not exists (select from governance_console.halts open
                                where open.agent_id = agent.agent_id
                                  and open.resumed_at is null)
                on conflict (agent_id) where resumed_at is null do nothing
            """.formatted(HALTED);

    private static final String GONE = """
            not exists (select from governance_agent_presence agent
                                where agent.agent_id = halt.agent_id
                                  and %s is not null)
            """.formatted(HALTED);

    private static final String LOST = """
            select halt.halt_id, halt.agent_id, halt.halted_by, halt.halted_at, halt.reason, halt.issued_here
              from governance_console.halts halt
             where halt.resumed_at is null
               and %s
             order by halt.issued_here desc, halt.halt_id
             limit $1
            """.formatted(GONE);

    private static final String OPEN = """
            select halt_id
              from governance_console.halts
             where halt_id = $1
               and resumed_at is null
            """;

    private static final String END = """
            update governance_console.halts halt
               set resumed_at = now()
             where halt.halt_id = $1
               and halt.resumed_at is null
               and %s
            """.formatted(GONE);

    /**
     * New work after a halt: a call that begins, or a request for approval. Results of calls that were under way, and
     * refusals by which an SDK obeys, are none.
     */
    private static final String OBSERVE = """
            update governance_console.halts halt
               set active_seq = seen.chain_seq,
                   active_at = now()
              from (select open.halt_id,
                           (select event.chain_seq
                              from governance_audit_events event
                             where event.agent_id = open.agent_id
                               and event.chain_seq > coalesce(open.active_seq, open.halted_seq)
                               and (event.kind in ('llm.call', 'tool.call', 'approval.requested')
                                    or event.kind like '%.start')
                             order by event.chain_seq desc
                             limit 1) as chain_seq
                      from governance_console.halts open
                     where open.resumed_at is null) seen
             where halt.halt_id = seen.halt_id
               and halt.resumed_at is null
               and seen.chain_seq is not null
            """;

    /**
     * A halt without its marker.
     *
     * @param issuedHere whether a console gave it, not an SDK
     */
    record Lost(long haltId, String agentId, String haltedBy, Instant haltedAt, String reason, boolean issuedHere) {}

    Future<Integer> notice(Queries queries) {
        return queries.execute(NOTICE, Tuple.tuple());
    }

    Future<List<Lost>> lost(Queries queries) {
        return queries.list(LOST, Tuple.of(AT_ONCE), WatchStore::lost);
    }

    Future<Boolean> isOpen(Queries transaction, long haltId) {
        return transaction
                .findOne(OPEN, Tuple.of(haltId), row -> row.getLong("halt_id"))
                .map(found -> found.isPresent());
    }

    /** Ends a halt whose marker is still gone; false when another node did. */
    Future<Boolean> end(Queries transaction, long haltId) {
        return transaction.execute(END, Tuple.of(haltId)).map(rows -> rows == 1);
    }

    Future<Integer> observe(Queries queries) {
        return queries.execute(OBSERVE, Tuple.tuple());
    }

    private static Lost lost(Row row) {
        return new Lost(
                row.getLong("halt_id"),
                row.getString("agent_id"),
                row.getString("halted_by"),
                row.getOffsetDateTime("halted_at").toInstant(),
                row.getString("reason"),
                row.getBoolean("issued_here"));
    }
}
