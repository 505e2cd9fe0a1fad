package dev.governance.console.approvals;

import dev.governance.console.contract.Approvals;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/** How many requests wait, in Postgres. */
final class WaitingStore {
    private static final String COUNT = """
            select count(*) as waiting,
                   extract(epoch from now() - min(created_at))::double precision as oldest
            from governance_gates_pending
            where resolved_at is null
              and expires_at > now()
            """;

    Future<Approvals.Waiting> count(Queries queries) {
        return queries.list(
                        COUNT,
                        Tuple.tuple(),
                        row -> new Approvals.Waiting(row.getLong("waiting"), row.getDouble("oldest")))
                .map(list -> list.get(0));
    }
}
