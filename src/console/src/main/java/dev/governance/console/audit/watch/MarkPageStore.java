package dev.governance.console.audit.watch;

import dev.governance.chain.Mark;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Marks in the order of sessions. */
final class MarkPageStore {
    /** One-row sessions are usual: so many are read together. */
    static final int PAGE = 500;

    private static final String COLUMNS = """
            select session_id, events, last_seq, last_id, last_mac, encode(digest, 'hex') as digest
              from governance_console.marks
            """;

    private static final String FROM_THE_FIRST = COLUMNS + """
             order by session_id
             limit $1
            """;

    private static final String AFTER_ONE = COLUMNS + """
             where session_id > $2
             order by session_id
             limit $1
            """;

    private static final String ONE = COLUMNS + " where session_id = $1";

    /** The next after a session; null begins with the first. */
    Future<List<SessionMark>> after(Queries queries, @Nullable UUID sessionId, int limit) {
        return sessionId == null
                ? queries.list(FROM_THE_FIRST, Tuple.of(limit), MarkPageStore::mark)
                : queries.list(AFTER_ONE, Tuple.of(limit, sessionId), MarkPageStore::mark);
    }

    Future<Optional<Mark>> of(Queries queries, UUID sessionId) {
        return queries.findOne(ONE, Tuple.of(sessionId), row -> mark(row).mark());
    }

    private static SessionMark mark(Row row) {
        return new SessionMark(
                row.getUUID("session_id"),
                new Mark(
                        row.getLong("events"),
                        row.getLong("last_seq"),
                        row.getUUID("last_id"),
                        row.getString("last_mac"),
                        row.getString("digest")));
    }
}
