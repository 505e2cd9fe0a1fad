package dev.governance.console.presence;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The halt of an agent: columns and metadata marker of {@code governance_agent_presence}, which SDKs of different age
 * read, and our own {@code governance_console.halts}.
 */
final class HaltStore {
    private static final String NOW = "select now() as now";

    /** Whether the row {@code known} is that of an agent which is not halted. */
    static final String NO_MARKER = """
            known.halted_by is null
               and known.metadata_json ->> '_halted_by' is null
               and known.metadata_json ->> '_killed_by' is null
            """;

    /** The condition decides between two people. The epoch says that the agent was never seen. */
    private static final String HALT = """
            insert into governance_agent_presence as known
                   (agent_id, status, last_heartbeat, started_at, metadata_json, halted_by, halted_at, halt_reason)
            values ($1, 'unresponsive', to_timestamp(0), to_timestamp(0), $2::text::jsonb, $3, $4, $5)
                on conflict (agent_id) do update
               set status = 'unresponsive',
                   metadata_json = case when jsonb_typeof(known.metadata_json) = 'object'
                                        then known.metadata_json else '{}' end || excluded.metadata_json,
                   halted_by = excluded.halted_by,
                   halted_at = excluded.halted_at,
                   halt_reason = excluded.halt_reason
             where %s
            """.formatted(NO_MARKER);

    /** A halt that was watched before and lost its marker is replaced. */
    private static final String WATCH = """
            insert into governance_console.halts
                   (agent_id, halted_by, halted_at, reason, issued_here, halted_seq)
            values ($1, $2, $3, $4, true, coalesce((select max(chain_seq) from governance_audit_events), 0))
                on conflict (agent_id) where resumed_at is null do update
               set halted_by = excluded.halted_by,
                   halted_at = excluded.halted_at,
                   reason = excluded.reason,
                   issued_here = true,
                   since = now(),
                   halted_seq = excluded.halted_seq,
                   active_seq = null,
                   active_at = null,
                   acknowledged_seq = null,
                   acknowledged_event = null,
                   acknowledged_at = null,
                   acknowledged_delay_ms = null,
                   acknowledged_by = 0,
                   refused_seq = null,
                   refused_event = null,
                   refused_at = null,
                   refused_delay_ms = null,
                   refused_path = null
            """;

    private static final String STANDING = """
            select coalesce(known.halted_by, known.metadata_json ->> '_halted_by',
                            known.metadata_json ->> '_killed_by') as halted_by,
                   coalesce(to_char(known.halted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
                            known.metadata_json ->> '_halted_at', known.metadata_json ->> '_killed_at') as halted_at
              from governance_agent_presence known
             where known.agent_id = $1
               and not (%s)
            """.formatted(NO_MARKER);

    /** Waits for whoever else changes the row and looks again; both markers go together. */
    private static final String RESUME = """
            with standing as (%s for update)
            update governance_agent_presence agent
               set halted_by = null,
                   halted_at = null,
                   halt_reason = null,
                   status = 'idle',
                   metadata_json = case when jsonb_typeof(agent.metadata_json) = 'object'
                                        then agent.metadata_json
                                             - array['_halted_by', '_halted_at', '_halt_reason',
                                                     '_killed_by', '_killed_at', '_kill_reason']
                                        else agent.metadata_json end
              from standing
             where agent.agent_id = $1
            returning standing.halted_by, standing.halted_at
            """.formatted(STANDING);

    private static final String END = """
            update governance_console.halts
               set resumed_at = $2,
                   resumed_by = $3,
                   resume_reason = $4
             where agent_id = $1
               and resumed_at is null
            """;

    /**
     * A halt that stands or stood.
     *
     * @param haltedAt in isoformat as it was written; null when nobody wrote it
     */
    record Standing(String haltedBy, @Nullable String haltedAt) {}

    /** The present by the clock that every agent and console shares. */
    Future<Instant> now(Queries transaction) {
        return transaction
                .findOne(NOW, Tuple.tuple(), row -> row.getOffsetDateTime("now").toInstant())
                .map(Optional::orElseThrow);
    }

    /** Halts; false when it was halted already. */
    Future<Boolean> halt(Queries transaction, String agentId, Marker marker) {
        String metadata = Json.write(Map.of(
                "_halted_by", marker.haltedBy(),
                "_halted_at", marker.isoformat(),
                "_halt_reason", marker.reason()));
        Tuple values = Tuple.of(agentId, metadata, marker.haltedBy(), time(marker.haltedAt()), marker.reason());
        return transaction.execute(HALT, values).map(rows -> rows == 1).recover(HaltStore::explained);
    }

    Future<Integer> watch(Queries transaction, String agentId, Marker marker) {
        return transaction.execute(
                WATCH, Tuple.of(agentId, marker.haltedBy(), time(marker.haltedAt()), marker.reason()));
    }

    Future<Optional<Standing>> standing(Queries transaction, String agentId) {
        return transaction.findOne(STANDING, Tuple.of(agentId), HaltStore::standing);
    }

    /** Lifts a halt; empty when there is none. */
    Future<Optional<Standing>> resume(Queries transaction, String agentId) {
        return transaction
                .findOne(RESUME, Tuple.of(agentId), HaltStore::standing)
                .recover(HaltStore::explained);
    }

    Future<Integer> end(Queries transaction, String agentId, Instant resumedAt, String by, String reason) {
        return transaction.execute(END, Tuple.of(agentId, time(resumedAt), by, reason));
    }

    /** A halt that the database did not take must never look like one. */
    static <T> Future<T> explained(Throwable failure) {
        if (failure instanceof Refusal refusal && refusal.code().equals(Database.NOT_PERMITTED)) {
            return Future.failedFuture(new Refusal(
                    Fault.UNAVAILABLE,
                    "halt_not_permitted",
                    "NOTHING WAS HALTED OR RESUMED: this needs INSERT and UPDATE on governance_agent_presence and"
                            + " governance_console.halts and INSERT on governance_audit_events; "
                            + refusal.reason()));
        }
        return Future.failedFuture(failure);
    }

    private static Standing standing(Row row) {
        return new Standing(row.getString("halted_by"), row.getString("halted_at"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
