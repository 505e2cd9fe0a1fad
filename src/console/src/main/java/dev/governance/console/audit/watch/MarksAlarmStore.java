package dev.governance.console.audit.watch;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

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

    private static final String TELL = CHANGE.formatted("marks_told is distinct from $1");

    private static final String CLEAR = CHANGE.formatted("marks_told is not null and marks_known <= $3");

    /**
     * Keeps that they are damaged; false when that was told already.
     *
     * @param known number of the newest head that the node has seen which tells; 0 for none
     */
    Future<Boolean> tell(Queries transaction, String state, String headline, long known) {
        return transaction
                .execute(MAKE, Tuple.tuple())
                .compose(made -> changed(transaction, TELL, Tuple.of(state, headline, known)));
    }

    /** Keeps that they are sound again; false when nothing else was told, or a newer head than theirs was known then. */
    Future<Boolean> clear(Queries transaction, String headline, long number) {
        return changed(
                transaction,
                CLEAR,
                Tuple.tuple().addString(null).addString(headline).addLong(number));
    }

    private static Future<Boolean> changed(Queries transaction, String change, Tuple values) {
        return transaction.list(change, values, row -> true).map(rows -> rows.size() == 1);
    }
}
