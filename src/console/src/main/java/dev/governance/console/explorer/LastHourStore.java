package dev.governance.console.explorer;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.EventStats;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the events of the last hour by kind, found by the index on the time of writing. */
final class LastHourStore {
    /** A row for each kind that is named, or a single one without a kind. */
    static final String COUNTS = """
            with counted as materialized (
              select kind,
                     count(*) as events,
                     count(*) filter (where created_at > now() - interval '5 minutes') as lately
                from governance_audit_events
               where created_at > now() - interval '1 hour'
                 and created_at <= now()
               group by kind),
            all_kinds as (
              select now() as at,
                     count(*) as kinds,
                     coalesce(sum(events), 0)::bigint as events,
                     coalesce(sum(lately), 0)::bigint as lately
                from counted)
            select all_kinds.at, all_kinds.kinds, all_kinds.events as all_events, all_kinds.lately,
                   named.kind, named.events
              from all_kinds
              left join (select kind, events from counted order by events desc, kind limit $1) as named on true
             order by named.events desc, named.kind
            """;

    private static final double MINUTES = 5;

    private record Line(
            EventStats all, @Nullable String kind, @Nullable Long events) {}

    Future<EventStats> count(Queries queries) {
        return queries.list(COUNTS, Tuple.of(EventStats.KINDS), LastHourStore::line)
                .map(LastHourStore::together);
    }

    private static Line line(Row row) {
        EventStats all = new EventStats(
                row.getOffsetDateTime("at").toInstant(),
                row.getLong("all_events"),
                Map.of(),
                row.getLong("kinds"),
                row.getLong("all_events"),
                row.getLong("lately") / MINUTES);
        return new Line(all, row.getString("kind"), row.getLong("events"));
    }

    private static EventStats together(List<Line> lines) {
        Map<String, Long> named = new LinkedHashMap<>();
        lines.stream().filter(line -> line.kind() != null).forEach(line -> named.put(line.kind(), line.events()));
        EventStats all = lines.get(0).all();
        long events = named.values().stream().mapToLong(Long::longValue).sum();
        return new EventStats(
                all.at(),
                all.totalLastHour(),
                named,
                all.otherKinds() - named.size(),
                all.otherEvents() - events,
                all.eventsPerMinute());
    }
}
