package dev.governance.console.audit;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Which sessions there are and which have grown. */
final class WatchStore {
    /** Counts the whole log by its index on session and place. */
    private static final String ALL = """
            select session_id, max(chain_seq) as newest, count(*) over () as sessions
              from governance_audit_events
             group by session_id
             order by newest desc
             limit $1
            """;

    /** Numbers commit out of order, so a few below the cursor are looked at again. */
    private static final String GROWN = """
            select session_id,
                   max(chain_seq) as newest,
                   count(*) filter (where prev_hash is null and chain_seq > $1) as sessions
              from governance_audit_events
             where chain_seq > $1 - 1000
             group by session_id
             order by newest desc
             limit $2
            """;

    /**
     * A session.
     *
     * @param newest its last chain_seq
     * @param sessions how many sessions there are, or how many began here
     */
    record Seen(UUID sessionId, long newest, long sessions) {}

    Future<List<Seen>> all(Queries queries) {
        return queries.list(ALL, Tuple.of(Knowledge.LIMIT), WatchStore::seen);
    }

    Future<List<Seen>> grown(Queries queries, long cursor) {
        return queries.list(GROWN, Tuple.of(cursor, Knowledge.LIMIT), WatchStore::seen);
    }

    private static Seen seen(Row row) {
        return new Seen(row.getUUID("session_id"), row.getLong("newest"), row.getLong("sessions"));
    }
}
