package dev.governance.console.explorer;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what a filter has as far as that is cheap, else asks the planner what it thinks. */
final class TotalStore {
    /** Counted exactly up to here. */
    static final int COUNTED = 10_000;

    private static final String FROM = "  from governance_audit_events\n where true\n";

    private static final String ALL = """
            select greatest(reltuples, 0)::bigint as rows
              from pg_class
             where oid = to_regclass('governance_audit_events')
            """;

    private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");

    /** Counts one beyond {@link #COUNTED} at most. */
    Future<Long> counted(Queries queries, Selection selection, Span span) {
        Clauses sql = span.bounds(selection.into(new Clauses("select count(*) as rows from (select 1\n" + FROM)))
                .and(" limit $%d) as counted", COUNTED + 1);
        return queries.findOne(sql.sql(), Tuple.from(sql.values()), row -> row.getLong("rows"))
                .map(Optional::orElseThrow);
    }

    /** How many the planner expects. */
    Future<Long> expected(Queries queries, Selection selection, Span span) {
        Clauses sql = span.bounds(selection.into(new Clauses("explain select 1\n" + FROM)));
        return queries.findOne(sql.sql(), Tuple.from(sql.values()), row -> row.getString(0))
                .map(plan -> plan.map(TotalStore::rows).orElse(0L));
    }

    /** How many rows the whole log had when it was last analysed; 0 when it never was. */
    Future<Long> all(Queries queries) {
        return queries.findOne(ALL, Tuple.tuple(), row -> row.getLong("rows")).map(rows -> rows.orElse(0L));
    }

    private static long rows(String plan) {
        Matcher rows = ROWS.matcher(plan);
        return rows.find() ? Long.parseLong(rows.group(1)) : 0;
    }
}
