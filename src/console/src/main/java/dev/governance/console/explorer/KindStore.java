package dev.governance.console.explorer;

import dev.governance.console.contract.Explorer;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Outcome;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Finds out which kinds a filter means. */
final class KindStore {
    /** Kinds that are named; agents may write as many as they like. */
    private static final int MOST = 1_000;

    /** Jumps from each kind to the next one in the index, whatever the number of rows. */
    private static final String KINDS = """
            with recursive found(kind, number) as (
                (select kind, 1
                   from governance_audit_events
                  order by kind
                  limit 1)
                union all
                select (select beyond.kind
                          from governance_audit_events as beyond
                         where beyond.kind > found.kind
                         order by beyond.kind
                         limit 1), number + 1
                  from found
                 where kind is not null and number <= $1)
            select kind
              from found
             where kind is not null
            """;

    Future<Selection> select(Queries queries, Explorer.Filter filter) {
        boolean plain = filter.kinds().stream().noneMatch(KindStore::isPrefix);
        if (filter.kinds().isEmpty() && filter.outcome() != Outcome.ERROR) {
            return Future.succeededFuture(new Selection(filter, null, List.of(), null));
        }
        if (plain && !filter.kinds().isEmpty()) {
            return Future.succeededFuture(
                    named(filter, filter.kinds().stream().distinct().toList()));
        }
        return queries.list(KINDS, Tuple.of(MOST), row -> row.getString("kind"))
                .map(all -> all.size() > MOST ? patterned(filter) : named(filter, matching(filter.kinds(), all)));
    }

    private static Selection named(Explorer.Filter filter, List<String> kinds) {
        Outcome outcome = filter.outcome();
        return new Selection(
                filter,
                kinds.stream()
                        .filter(kind -> outcome == null || Outcome.of(kind) == outcome)
                        .toList(),
                List.of(),
                null);
    }

    private static Selection patterned(Explorer.Filter filter) {
        return new Selection(
                filter, null, filter.kinds().stream().map(KindStore::pattern).toList(), null);
    }

    private static List<String> matching(List<String> wanted, List<String> all) {
        return wanted.isEmpty()
                ? all
                : all.stream()
                        .filter(kind -> wanted.stream().anyMatch(want -> isMeant(want, kind)))
                        .toList();
    }

    private static boolean isMeant(String wanted, String kind) {
        return isPrefix(wanted) ? kind.startsWith(prefix(wanted)) : kind.equals(wanted);
    }

    private static boolean isPrefix(String wanted) {
        return wanted.endsWith("*");
    }

    private static String prefix(String wanted) {
        return wanted.substring(0, wanted.length() - 1);
    }

    private static String pattern(String wanted) {
        String plain = isPrefix(wanted) ? prefix(wanted) : wanted;
        String escaped = plain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return isPrefix(wanted) ? escaped + "%" : escaped;
    }
}
