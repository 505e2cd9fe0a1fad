package dev.governance.console.audit.watch;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/** What was told of the marks last, in the one row of {@code governance_console.sweep}. Whoever changes it tells. */
final class MarksAlarmStore {
    private static final String MAKE =
            "insert into governance_console.sweep (one) values (true) on conflict do nothing";

    /** Rings, for it concerns every node. */
    private static final String CHANGE = """
            with told as (
                update governance_console.sweep
                   set marks_told = $1,
                       marks_headline = $2,
                       marks_known = $3,
                       marks_told_at = now(),
                       revision = revision + 1,
                       marks_revision = revision + 1
                 where %s
                returning one)
            select pg_notify('governance_doorbell', 'chain') is not null as told
              from told
            """;

    private static final String TELL = CHANGE.formatted("marks_told is null or (marks_told <> $1 and $4)");

    /** A time that has not come yet was written by nobody who looked. */
    private static final String CLEAR = CHANGE.formatted("""
            marks_told is not null
               and marks_known <= $3
               and (marks_told_at is null
                 or marks_told_at not between clock_timestamp() - make_interval(secs => $4) and clock_timestamp())
            """);

    private static final String SEEN_AGAIN = """
            update governance_console.sweep
               set marks_told_at = now()
             where marks_told is not null
            """;

    /**
     * Keeps that they are damaged, and that this was seen now; false when it was told already.
     *
     * @param known number of the newest head that the node has seen which tells; 0 for none
     * @param news whether the node sees this state for the first time; else another that was told stays
     */
    Future<Boolean> tell(Queries transaction, String state, String headline, long known, boolean news) {
        return transaction
                .execute(MAKE, Tuple.tuple())
                .compose(made -> changed(transaction, TELL, Tuple.of(state, headline, known, news)))
                .compose(ours -> ours
                        ? Future.succeededFuture(true)
                        : transaction.execute(SEEN_AGAIN, Tuple.tuple()).map(false));
    }

    /**
     * Keeps that they are sound again; false when nothing else was told, a newer head than theirs was known then, or some
     * node saw damage within {@code quiet}.
     */
    Future<Boolean> clear(Queries transaction, String headline, long number, Duration quiet) {
        return changed(
                transaction,
                CLEAR,
                Tuple.tuple()
                        .addString(null)
                        .addString(headline)
                        .addLong(number)
                        .addDouble(quiet.toMillis() / 1_000.0));
    }

    private static Future<Boolean> changed(Queries transaction, String change, Tuple values) {
        return transaction.list(change, values, row -> true).map(rows -> rows.size() == 1);
    }
}
