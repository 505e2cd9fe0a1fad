package dev.governance.console.doorbell;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/** Rings a bell of our own. */
final class LagStore {
    private static final String NOTIFY = "select pg_notify($1, $2)";

    Future<?> ring(Queries queries, String channel, String payload) {
        return queries.list(NOTIFY, Tuple.of(channel, payload), row -> true);
    }
}
