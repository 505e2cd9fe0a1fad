package dev.governance.console.presence;

import dev.governance.console.db.Queries;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.wire.AgentHalts;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.AgentPresence.Acknowledgement;
import dev.governance.console.wire.AgentPresence.FirstRefusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_console.halts}, as people may see them: the halts of one agent, also those that are over. */
final class HaltHistoryStore {
    /** Whoever may write the table may write a time at infinity or a text of megabytes. */
    private static final String HALTS = """
            select halt_id, left(halted_by, 256) as halted_by,
                   case when isfinite(halted_at) then halted_at end as halted_at,
                   left(reason, 2000) as reason, issued_here, since, active_at,
                   acknowledged_event, acknowledged_at, acknowledged_delay_ms, acknowledged_by,
                   refused_event, refused_at, refused_delay_ms, left(refused_path, 64) as refused_path,
                   resumed_at, left(resumed_by, 256) as resumed_by, left(resume_reason, 2000) as resume_reason,
                   now() as now
              from governance_console.halts
             where agent_id = $1
             order by halt_id desc
             limit $2
            """;

    private final RedactedJson json;

    HaltHistoryStore(RedactedJson json) {
        this.json = json;
    }

    /** The newest first. */
    Future<List<AgentHalts.Past>> halts(Queries queries, String agentId, int limit) {
        return queries.list(HALTS, Tuple.of(agentId, limit), this::halt);
    }

    private AgentHalts.Past halt(Row row) {
        Instant now = row.getOffsetDateTime("now").toInstant();
        Instant resumedAt = instant(row.getOffsetDateTime("resumed_at"));
        Instant activeAt = instant(row.getOffsetDateTime("active_at"));
        String observation =
                Observation.of(instant(row.getOffsetDateTime("since")), activeAt, resumedAt == null ? now : resumedAt);
        AgentPresence.Acknowledgement acknowledgement = acknowledgement(row);
        return new AgentHalts.Past(
                row.getLong("halt_id"),
                row.getString("halted_by"),
                instant(row.getOffsetDateTime("halted_at")),
                json.text(row.getString("reason")),
                row.getBoolean("issued_here"),
                observation,
                activeAt,
                Observation.proof(observation, acknowledgement != null),
                acknowledgement,
                firstRefusal(row, json),
                resumedAt == null ? null : end(row, resumedAt));
    }

    private AgentHalts.End end(Row row, Instant at) {
        return new AgentHalts.End(at, row.getString("resumed_by"), shown(row.getString("resume_reason")));
    }

    private @Nullable String shown(@Nullable String reason) {
        return reason == null ? null : json.text(reason);
    }

    /** What is proven of a halt, from columns named like those of {@code governance_console.halts}. */
    static @Nullable Acknowledgement acknowledgement(Row row) {
        Instant seenAt = instant(row.getOffsetDateTime("acknowledged_at"));
        return seenAt == null
                ? null
                : new Acknowledgement(
                        seenAt,
                        row.getLong("acknowledged_delay_ms"),
                        row.getInteger("acknowledged_by"),
                        row.getUUID("acknowledged_event"));
    }

    static @Nullable FirstRefusal firstRefusal(Row row, RedactedJson json) {
        Instant seenAt = instant(row.getOffsetDateTime("refused_at"));
        return seenAt == null
                ? null
                : new FirstRefusal(
                        seenAt,
                        row.getLong("refused_delay_ms"),
                        json.text(row.getString("refused_path")),
                        row.getUUID("refused_event"));
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
