package dev.governance.console.ledger;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code governance_console.refusals}. */
final class RefusalStore {
    private static final String COUNT = """
            insert into governance_console.refusals as known (user_id, act, refused, logged_at)
            values ($1, $2, 1, now())
                on conflict (user_id, act) do update
               set refused = known.refused + 1,
                   logged_at = case when known.logged_at <= now() - interval '1 minute'
                                    then now() else known.logged_at end
            returning refused, logged_at = now() as due
            """;

    /**
     * A count.
     *
     * @param refused how often so far
     * @param due whether this one is to be recorded
     */
    record Count(long refused, boolean due) {}

    Future<Count> count(Queries transaction, UUID userId, String act) {
        return transaction
                .findOne(COUNT, Tuple.of(userId, act), RefusalStore::count)
                .map(Optional::orElseThrow);
    }

    private static Count count(Row row) {
        return new Count(row.getLong("refused"), row.getBoolean("due"));
    }
}
