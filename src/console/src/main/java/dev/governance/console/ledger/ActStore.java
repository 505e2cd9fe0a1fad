package dev.governance.console.ledger;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_console.acts}. */
final class ActStore {
    /** Nobody repeats a request after a week; a few at a time, so that no act pays for many. */
    private static final String FORGET = """
            delete from governance_console.acts
             where key in (select key
                             from governance_console.acts
                            where at < now() - interval '7 days'
                            limit 20
                              for update skip locked)
            """;

    /** Waits while another transaction is doing the same act. */
    private static final String CLAIM = """
            insert into governance_console.acts (key, user_id, act)
            values ($1, $2, $3)
                on conflict (key) do nothing
            """;

    private static final String FIND = """
            select user_id, act, answer::text as answer
              from governance_console.acts
             where key = $1
            """;

    private static final String ANSWER = """
            update governance_console.acts
               set answer = $2::text::jsonb
             where key = $1
            """;

    /** An act whose answer is known. */
    record Stored(UUID userId, String act, @Nullable String answer) {
        boolean isOf(Acts.Act other) {
            return answer != null && userId.equals(other.userId()) && act.equals(other.name());
        }
    }

    Future<Boolean> claim(Queries transaction, UUID key, Acts.Act act) {
        return transaction
                .execute(FORGET, Tuple.tuple())
                .compose(forgotten -> transaction.execute(CLAIM, Tuple.of(key, act.userId(), act.name())))
                .map(rows -> rows == 1);
    }

    Future<Optional<Stored>> find(Queries transaction, UUID key) {
        return transaction.findOne(FIND, Tuple.of(key), ActStore::stored);
    }

    Future<Integer> answer(Queries transaction, UUID key, String answer) {
        return transaction.execute(ANSWER, Tuple.of(key, answer));
    }

    private static Stored stored(Row row) {
        return new Stored(row.getUUID("user_id"), row.getString("act"), row.getString("answer"));
    }
}
