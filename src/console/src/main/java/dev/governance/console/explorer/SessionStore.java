package dev.governance.console.explorer;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What an agent wrote lately, counted by session and kind. */
final class SessionStore {
    /** An index has an agent's newest rows; how far down its sessions reach nobody knows. */
    private static final String COUNTED = """
            select session_id, kind, count(*) as events,
                   (array_agg(created_at order by chain_seq))[1] as first_at,
                   (array_agg(created_at order by chain_seq desc))[1] as last_at,
                   min(chain_seq) as first_seq,
                   max(chain_seq) as last_seq,
                   (array_agg(event_id order by chain_seq desc))[1] as last_event
              from (select session_id, kind, created_at, chain_seq, event_id
                      from governance_audit_events
                     where agent_id = $1
                     order by chain_seq desc
                     limit $2) as newest
             group by session_id, kind
            """;

    record Counted(
            UUID sessionId,
            String kind,
            long events,
            Instant firstAt,
            Instant lastAt,
            long firstSeq,
            long lastSeq,
            UUID lastEventId) {}

    /** Counts the newest rows of an agent. */
    Future<List<Counted>> newest(Queries queries, String agentId, int rows) {
        return queries.list(COUNTED, Tuple.of(agentId, rows), SessionStore::counted);
    }

    private static Counted counted(Row row) {
        return new Counted(
                row.getUUID("session_id"),
                row.getString("kind"),
                row.getLong("events"),
                row.getOffsetDateTime("first_at").toInstant(),
                row.getOffsetDateTime("last_at").toInstant(),
                row.getLong("first_seq"),
                row.getLong("last_seq"),
                row.getUUID("last_event"));
    }
}
