package dev.governance.console.audit;

import dev.governance.chain.ChainRow;
import dev.governance.console.audit.rows.SignedRowStore;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One row as it was signed, and those beside it in its session. */
final class EventRowStore {
    private static final String COLUMNS = "select " + SignedRowStore.COLUMNS + "\n  from governance_audit_events\n";

    private static final String ONE = COLUMNS + " where event_id = $1";

    private static final String SEVERAL = COLUMNS + """
             where event_id = any($1)
             order by chain_seq, event_id
             limit $2
            """;

    private static final String BEFORE = COLUMNS + """
             where session_id = $1
               and (chain_seq, event_id) < ($2, $3)
             order by chain_seq desc, event_id desc
             limit 1
            """;

    private static final String AFTER = COLUMNS + """
             where session_id = $1
               and (chain_seq, event_id) > ($2, $3)
             order by chain_seq, event_id
             limit 1
            """;

    Future<Optional<ChainRow>> one(Queries queries, UUID eventId) {
        return queries.findOne(ONE, Tuple.of(eventId), SignedRowStore::of);
    }

    Future<List<ChainRow>> several(Queries queries, List<UUID> eventIds, int most) {
        return queries.list(SEVERAL, Tuple.of(eventIds.toArray(UUID[]::new), most), SignedRowStore::of);
    }

    Future<Optional<ChainRow>> before(Queries queries, ChainRow row) {
        return queries.findOne(BEFORE, place(row), SignedRowStore::of);
    }

    Future<Optional<ChainRow>> after(Queries queries, ChainRow row) {
        return queries.findOne(AFTER, place(row), SignedRowStore::of);
    }

    private static Tuple place(ChainRow row) {
        return Tuple.of(row.event().sessionId(), row.chainSeq(), row.event().eventId());
    }
}
