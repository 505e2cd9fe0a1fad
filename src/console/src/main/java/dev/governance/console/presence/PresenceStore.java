package dev.governance.console.presence;

import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.wire.AgentPresence;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_agent_presence}, as people may see them. */
final class PresenceStore {
    /** Agents that one answer holds; halted ones are never left out for live ones. */
    private static final int MOST = 10_000;

    /** Metadata beyond 64 KiB, and all beyond 8 MiB together, are left out, so that the answer has a size. */
    private static final String AGENTS = """
            select agent.agent_id, agent.status, agent.last_heartbeat, agent.started_at, agent.operator_id,
                   agent.halted_by, agent.halted_at, agent.marked_at, agent.halt_reason,
                   watched.since, watched.active_at,
                   watched.acknowledged_event, watched.acknowledged_at, watched.acknowledged_delay_ms,
                   watched.acknowledged_by, watched.refused_event, watched.refused_at, watched.refused_delay_ms,
                   watched.refused_path,
                   now() as now,
                   case when octet_length(agent.metadata) <= 65536
                         and sum(least(octet_length(agent.metadata), 65536)) over (order by agent.place) <= 8388608
                        then agent.metadata
                   end as metadata
              from (select agent_id, status, last_heartbeat, started_at, operator_id, halted_at,
                           left(coalesce(halted_by, metadata_json ->> '_halted_by',
                                         metadata_json ->> '_killed_by'), 256) as halted_by,
                           left(coalesce(metadata_json ->> '_halted_at',
                                         metadata_json ->> '_killed_at'), 64) as marked_at,
                           left(coalesce(halt_reason, metadata_json ->> '_halt_reason',
                                         metadata_json ->> '_kill_reason'), 2000) as halt_reason,
                           %2$s as metadata,
                           row_number() over (order by %1$s, last_heartbeat desc, agent_id) as place
                      from governance_agent_presence
                     where agent_id like $2 escape '%3$s'
                     order by %1$s, last_heartbeat desc, agent_id
                     limit $1) agent
              left join governance_console.halts watched
                on watched.agent_id = agent.agent_id
               and watched.resumed_at is null
             order by agent.place
            """.formatted(
                    "coalesce(halted_by, metadata_json ->> '_halted_by', metadata_json ->> '_killed_by') is null",
                    PrintedJson.text("coalesce(metadata_json, '{}')", 65_536),
                    AgentPattern.ESCAPE);

    private final RedactedJson json;
    private final Supplier<Liveness> liveness;

    PresenceStore(RedactedJson json, Supplier<Liveness> liveness) {
        this.json = json;
        this.liveness = liveness;
    }

    Future<List<AgentPresence>> agents(Queries queries) {
        return agents(queries, "*");
    }

    Future<List<AgentPresence>> agents(Queries queries, String pattern) {
        return queries.list(AGENTS, Tuple.of(MOST, AgentPattern.like(pattern)), this::agent);
    }

    private AgentPresence agent(Row row) {
        Instant lastHeartbeat = seen(row, "last_heartbeat");
        AgentPresence.Halt halt = halt(row);
        Instant now = row.getOffsetDateTime("now").toInstant();
        return new AgentPresence(
                row.getString("agent_id"),
                liveness.get().status(row.getString("status"), lastHeartbeat, halt != null, now),
                lastHeartbeat,
                seen(row, "started_at"),
                row.getString("operator_id"),
                json.of(row.getString("metadata")),
                halt);
    }

    private AgentPresence.@Nullable Halt halt(Row row) {
        String haltedBy = row.getString("halted_by");
        if (haltedBy == null) {
            return null;
        }
        String reason = row.getString("halt_reason");
        OffsetDateTime haltedAt = row.getOffsetDateTime("halted_at");
        Instant activeAt = HaltHistoryStore.instant(row.getOffsetDateTime("active_at"));
        String observation = Observation.of(
                HaltHistoryStore.instant(row.getOffsetDateTime("since")),
                activeAt,
                row.getOffsetDateTime("now").toInstant());
        AgentPresence.Acknowledgement acknowledgement = HaltHistoryStore.acknowledgement(row);
        return new AgentPresence.Halt(
                haltedBy,
                haltedAt == null ? marked(row.getString("marked_at")) : haltedAt.toInstant(),
                reason == null ? "" : json.text(reason),
                observation,
                activeAt,
                Observation.proof(observation, acknowledgement != null),
                acknowledgement,
                HaltHistoryStore.firstRefusal(row, json));
    }

    /** A marker in metadata is text, and whoever may write metadata may write anything. */
    private static @Nullable Instant marked(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The epoch stands for never: an agent may be halted before it was seen, and the columns take no null. */
    private static @Nullable Instant seen(Row row, String column) {
        Instant time = row.getOffsetDateTime(column).toInstant();
        return time.equals(Instant.EPOCH) ? null : time;
    }
}
