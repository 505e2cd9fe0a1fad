package dev.governance.console.cost;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.CostCourse.Point;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the present day went, as far as the counters of sessions tell. */
final class CourseStore {
    private static final int DIGITS = 6; // a millionth of a dollar: they are estimates
    private static final int MOST_SESSIONS = 2_000;

    /**
     * What a session used is spread evenly over its life, of which only the part since midnight counts. The sum is then made
     * that of the counters of the day, as sessions that began before midnight do not tell what they used since.
     */
    private static final String COURSE = """
            with moment as (
              select now() as now, date_trunc('day', now() at time zone 'utc') at time zone 'utc' as midnight
            ), counted as (
              select coalesce(sum(%1$s), 0)::float8 as usd,
                     least(coalesce(sum(tokens_used), 0), 9223372036854775807)::float8 as tokens
                from governance_cost_agent_daily
               where day_utc = (now() at time zone 'utc')::date
                 and ($1::text is null or agent_id = $1)
            ), lived as (
              select %1$s::float8 as usd, tokens_used::float8 as tokens,
                     extract(epoch from started_at - midnight)::float8 as began,
                     extract(epoch from greatest(last_updated, started_at) - midnight)::float8 as ended
                from governance_cost_session_usage
               cross join moment
               where last_updated >= midnight
                 and ($1::text is null or agent_id = $1)
               order by usd_used desc
               limit %2$d
            ), edges as (
              select extract(epoch from each.at - midnight)::float8 as at
                from moment
               cross join generate_series(midnight, now, interval '15 minutes') as each (at)
               union
              select extract(epoch from now - midnight)::float8 from moment
            ), sums as (
              select edges.at, coalesce(sum(usd * part), 0) as usd, coalesce(sum(tokens * part), 0) as tokens
                from edges
                left join lateral (
                     select usd, tokens,
                            case when edges.at >= ended then 1
                                 else greatest(0, (edges.at - greatest(began, 0)) / (ended - greatest(began, 0))) end
                          * case when began >= 0 or ended <= began then 1 else ended / (ended - began) end as part
                       from lived
                      where began <= edges.at) spread on true
               group by edges.at
            ), whole as (
              select max(usd) as usd, max(tokens) as tokens, max(at) as at from sums
            )
            select moment.midnight + sums.at * interval '1 second' as at,
                   case when sums.at = whole.at then counted.usd
                        when whole.usd > 0 then sums.usd * counted.usd / whole.usd
                        else 0 end as usd,
                   case when sums.at = whole.at then counted.tokens
                        when whole.tokens > 0 then sums.tokens * counted.tokens / whole.tokens
                        else 0 end::bigint as tokens
              from sums
             cross join whole
             cross join counted
             cross join moment
             order by sums.at
            """.formatted(Dollars.EXACT, MOST_SESSIONS);

    Future<List<Point>> today(Queries queries, @Nullable String agentId) {
        return queries.list(COURSE, Tuple.of(agentId), CourseStore::point);
    }

    private static Point point(Row row) {
        return new Point(
                row.getOffsetDateTime("at").toInstant(),
                Dollars.of(Dollars.of(row.getDouble("usd")).setScale(DIGITS, RoundingMode.HALF_UP)),
                row.getLong("tokens"));
    }
}
