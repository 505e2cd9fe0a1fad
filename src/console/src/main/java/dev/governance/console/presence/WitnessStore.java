package dev.governance.console.presence;

import dev.governance.console.contract.Audit;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** What the log says of open halts: who acknowledged them, and what was refused first. */
final class WitnessStore {
    /** As every SDK derives it; the database may keep text in another encoding. */
    private static final String SESSION = """
            md5(convert_to('halt:' || agent_id || ':'
                           || replace(to_char(halted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '.000000', '')
                           || '+00:00', 'UTF8'))::uuid
            """;

    private static final String OPEN = """
            select halt_id, agent_id, %s as session_id
              from governance_console.halts
             where resumed_at is null
               and isfinite(halted_at)
            """.formatted(SESSION);

    /**
     * Only rows of the halt's own session and of its agent count: a halt that was lifted and given again has another one.
     * Of a session that somebody fills up, the first thousand rows are read. Numbers that are none are left out.
     */
    private static final String NOTICE = """
            insert into governance_console.halt_witnesses
                   (event_id, session_id, chain_seq, acknowledges, delay_ms, process, path)
            select event.event_id, open.session_id, event.chain_seq, event.kind = 'agent.halt_acknowledged',
                   case when event.metadata_json ->> 'delay_ms' ~ '^[0-9]{1,12}$'
                        then (event.metadata_json ->> 'delay_ms')::bigint end,
                   left(coalesce(event.metadata_json ->> 'process', ''), 64),
                   left(coalesce(event.metadata_json ->> 'path', ''), 64)
              from (%s) open
             cross join lateral (
                   select chain_seq, event_id, agent_id, kind, metadata_json
                     from governance_audit_events
                    where session_id = open.session_id
                    order by chain_seq
                    limit 1000) event
             where event.agent_id = open.agent_id
               and event.kind in ('agent.halt_acknowledged', 'agent.halt_enforced')
                on conflict do nothing
            """.formatted(OPEN);

    private static final String UNCHECKED = """
            select event_id
              from governance_console.halt_witnesses
             where proof is null
             order by chain_seq, event_id
             limit %d
            """.formatted(Audit.PROVED_AT_ONCE);

    /** A key that was not known then may be by now. */
    private static final String UNPROVEN = """
            select event_id
              from governance_console.halt_witnesses
             where proof = 'unproven'
               and coalesce(checked_at, '-infinity') <= now() - interval '1 minute'
             order by checked_at nulls first, chain_seq, event_id
             limit %d
            """.formatted(Audit.PROVED_AT_ONCE);

    /** Of several consoles one may not know the key. */
    private static final String JUDGE = """
            update governance_console.halt_witnesses witness
               set proof = judged.proof,
                   checked_at = now()
              from unnest($1::uuid[], $2::text[]) as judged(event_id, proof)
             where witness.event_id = judged.event_id
               and witness.proof is distinct from 'holds'
            """;

    /** A row that commits late may come before one that was seen; when it was seen stays. */
    private static final String WITNESS = """
            update governance_console.halts halt
               set acknowledged_seq = seen.acknowledged_seq,
                   acknowledged_event = seen.acknowledged_event,
                   acknowledged_delay_ms = seen.acknowledged_delay_ms,
                   acknowledged_by = seen.acknowledged_by,
                   acknowledged_at = case when seen.acknowledged_seq is not null
                                          then coalesce(halt.acknowledged_at, now()) end,
                   refused_seq = seen.refused_seq,
                   refused_event = seen.refused_event,
                   refused_delay_ms = seen.refused_delay_ms,
                   refused_path = seen.refused_path,
                   refused_at = case when seen.refused_seq is not null then coalesce(halt.refused_at, now()) end
              from (%s) open
             cross join lateral (
                   select min(chain_seq) filter (where acknowledges) as acknowledged_seq,
                          (array_agg(event_id order by chain_seq) filter (where acknowledges))[1] as acknowledged_event,
                          (array_agg(delay_ms order by chain_seq) filter (where acknowledges))[1]
                            as acknowledged_delay_ms,
                          (count(distinct process) filter (where acknowledges))::integer as acknowledged_by,
                          min(chain_seq) filter (where not acknowledges) as refused_seq,
                          (array_agg(event_id order by chain_seq) filter (where not acknowledges))[1] as refused_event,
                          (array_agg(delay_ms order by chain_seq) filter (where not acknowledges))[1]
                            as refused_delay_ms,
                          (array_agg(path order by chain_seq) filter (where not acknowledges))[1] as refused_path
                     from governance_console.halt_witnesses
                    where session_id = open.session_id
                      and proof = 'holds') seen
             where halt.halt_id = open.halt_id
               and halt.resumed_at is null
               and (halt.acknowledged_seq, halt.acknowledged_by, halt.refused_seq)
                   is distinct from (seen.acknowledged_seq, seen.acknowledged_by, seen.refused_seq)
            """.formatted(OPEN);

    private static final String FORGET = """
            delete from governance_console.halt_witnesses witness
             where not exists (select from (%s) open where open.session_id = witness.session_id)
            """.formatted(OPEN);

    /** Notes the rows that speak of open halts, and forgets those of halts that are over. */
    Future<Integer> notice(Queries queries) {
        return queries.execute(FORGET, Tuple.tuple()).compose(forgotten -> queries.execute(NOTICE, Tuple.tuple()));
    }

    /** Noted rows that nobody checked yet; at most {@link Audit#PROVED_AT_ONCE}. */
    Future<List<UUID>> unchecked(Queries queries) {
        return queries.list(UNCHECKED, Tuple.tuple(), row -> row.getUUID("event_id"));
    }

    /** Rows whose key was not known a minute ago or earlier; at most {@link Audit#PROVED_AT_ONCE}. */
    Future<List<UUID>> unproven(Queries queries) {
        return queries.list(UNPROVEN, Tuple.tuple(), row -> row.getUUID("event_id"));
    }

    /** Notes what was found. That a MAC holds is never taken back. */
    Future<Integer> judge(Queries queries, List<Audit.Proof> proofs) {
        UUID[] events = proofs.stream().map(Audit.Proof::eventId).toArray(UUID[]::new);
        String[] words = proofs.stream().map(Audit.Proof::proof).toArray(String[]::new);
        return queries.execute(JUDGE, Tuple.of(events).addArrayOfString(words));
    }

    /** Tells the halts what is proven of them; the number of halts of which something is new. */
    Future<Integer> witness(Queries queries) {
        return queries.execute(WITNESS, Tuple.tuple());
    }
}
