package dev.governance.console.presence;

import dev.governance.console.contract.FleetHalts;
import dev.governance.console.db.AuditAgents;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.HaltPreview;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Which agents there are, by every trace that the posture knows an agent by. */
final class FleetStore {
    private static final String NOBODY = "0".repeat(64);

    /** Of those that may be halted, the ones that gave a sign of life last: they are who does something. */
    private static final String MATCHING =
            AuditAgents.WITH_WRITERS + """
            , named as (
                select agent_id from writers where agent_id is not null
                union
                select agent_id from governance_agent_presence
                union
                select agent_id from governance_policies
                union
                select agent_id from governance_gates_pending where resolved_at is null and expires_at > now()),
            meant as (
                select named.agent_id, not (%s) as halted, greatest(known.last_heartbeat, latest.created_at) as seen_at
                  from named
                  left join governance_agent_presence known on known.agent_id = named.agent_id
                  left join lateral (
                       select created_at
                         from governance_audit_events
                        where agent_id = named.agent_id
                        order by chain_seq desc
                        limit 1) latest on true
                 where named.agent_id like $1 escape '%s'
                   and named.agent_id <> all($2)),
            together as (
                select halted, count(*) as members,
                       encode(sha256(string_agg(sha256(convert_to(agent_id, 'UTF8')), ''::bytea
                                                order by agent_id collate "C")), 'hex') as digest
                  from meant
                 group by halted),
            placed as (
                select agent_id, halted,
                       row_number() over (partition by halted
                                          order by case when not halted then seen_at end desc nulls last,
                                                   agent_id collate "C") as place
                  from meant)
            select agent_id, halted, members, digest
              from placed
              join together using (halted)
             where place <= case when halted then $3::bigint else $4::bigint end
             order by halted, agent_id collate "C"
            """.formatted(HaltStore.NO_MARKER, AgentPattern.ESCAPE);

    private record Named(String agentId, boolean halted, long members, String digest) {}

    /**
     * Whom a pattern means.
     *
     * @param free how many are not halted
     * @param freeAgents {@link FleetHalts#MOST} of them, those that gave a sign of life last
     * @param set stands for all of them and no others
     * @param halted how many are halted already
     * @param haltedAgents the first {@link HaltPreview.Group#LISTED} of them
     */
    record Meant(long free, List<String> freeAgents, String set, long halted, List<String> haltedAgents) {}

    Future<Meant> meant(Queries queries, String pattern) {
        Tuple values = Tuple.of(
                AgentPattern.like(pattern),
                AuditAgents.NO_AGENTS.toArray(String[]::new),
                (long) HaltPreview.Group.LISTED,
                (long) FleetHalts.MOST);
        return queries.list(MATCHING, values, FleetStore::named)
                .map(all -> new Meant(
                        members(all, false), agents(all, false), set(all), members(all, true), agents(all, true)));
    }

    private static Named named(Row row) {
        return new Named(
                row.getString("agent_id"), row.getBoolean("halted"), row.getLong("members"), row.getString("digest"));
    }

    private static long members(List<Named> all, boolean halted) {
        return all.stream()
                .filter(named -> named.halted() == halted)
                .findFirst()
                .map(Named::members)
                .orElse(0L);
    }

    private static String set(List<Named> all) {
        return all.stream()
                .filter(named -> !named.halted())
                .findFirst()
                .map(Named::digest)
                .orElse(NOBODY);
    }

    private static List<String> agents(List<Named> all, boolean halted) {
        return all.stream()
                .filter(named -> named.halted() == halted)
                .map(Named::agentId)
                .toList();
    }
}
