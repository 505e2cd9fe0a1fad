package dev.governance.console.explorer;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Rows of {@code governance_console.exports}: a person's one place, leased to an export as long as its node lives. */
final class ExportStore {
    private static final String TAKE = """
            insert into governance_console.exports as taken (user_id, export_id)
            values ($1, $2)
                on conflict (user_id) do update
               set export_id = excluded.export_id,
                   heartbeat = now()
             where taken.heartbeat < now() - interval '30 seconds'
            """;

    private static final String BEAT = """
            update governance_console.exports
               set heartbeat = now()
             where export_id = any($1)
            returning export_id
            """;

    private static final String LEAVE = """
            delete from governance_console.exports
             where export_id = $1
            """;

    /** Takes a person's place; false when another export has it. */
    Future<Boolean> take(Queries transaction, UUID userId, UUID exportId) {
        return transaction.execute(TAKE, Tuple.of(userId, exportId)).map(rows -> rows == 1);
    }

    /** Says that exports live; answers with those that still have their place. */
    Future<Set<UUID>> beat(Queries queries, Collection<UUID> exports) {
        return queries.list(BEAT, Tuple.tuple().addValue(exports.toArray(UUID[]::new)), row -> row.getUUID("export_id"))
                .map(held -> held.stream().collect(Collectors.toUnmodifiableSet()));
    }

    Future<Integer> leave(Queries transaction, UUID exportId) {
        return transaction.execute(LEAVE, Tuple.of(exportId));
    }
}
