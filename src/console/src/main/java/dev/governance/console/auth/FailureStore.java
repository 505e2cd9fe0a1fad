package dev.governance.console.auth;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** Rows of {@code governance_console.failed_sign_ins}: what the audit log has still to be told. */
final class FailureStore {
    private static final String COUNT = """
            insert into governance_console.failed_sign_ins as known (address, minute, wrong, limited)
            values ($1, date_trunc('minute', now()), $2, $3)
                on conflict (address, minute) do update
               set wrong = known.wrong + excluded.wrong,
                   limited = known.limited + excluded.limited
            """;

    /** Whoever deletes a row tells it: two nodes never tell the same. */
    private static final String TAKE = """
            delete from governance_console.failed_sign_ins
             where (address, minute) in (select address, minute
                                           from governance_console.failed_sign_ins
                                          where minute < date_trunc('minute', now())
                                          order by minute, address
                                          limit $1
                                            for update skip locked)
            returning address, minute, wrong, limited
            """;

    /**
     * Refused tries of one address in one minute.
     *
     * @param wrong with a wrong name or password
     * @param limited not looked at, because there were too many
     */
    record Failures(String address, Instant minute, long wrong, long limited) {}

    Future<Integer> count(Queries queries, String address, long wrong, long limited) {
        return queries.execute(COUNT, Tuple.of(address, wrong, limited));
    }

    Future<List<Failures>> take(Queries transaction, int most) {
        return transaction.list(TAKE, Tuple.of(most), FailureStore::failures);
    }

    private static Failures failures(Row row) {
        return new Failures(
                row.getString("address"),
                row.getOffsetDateTime("minute").toInstant(),
                row.getLong("wrong"),
                row.getLong("limited"));
    }
}
