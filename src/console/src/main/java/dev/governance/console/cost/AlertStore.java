package dev.governance.console.cost;

import dev.governance.console.db.Place;
import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.CostAlert;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_console.cost_alerts}, and the spending that they are about. */
final class AlertStore {
    private static final int LONGEST = 64 * 1024; // bytes; a budget has five members

    /** Days and sessions that one look reads. */
    private static final int MOST = 10_000;

    /** Of one cap in one period; a process that writes one budget after the other must not fill the log. */
    private static final int MOST_OF_A_CAP = 60;

    /** What was spent before midnight may commit after it, but is not held against a budget that came with the new day. */
    private static final String DAYS = """
            select policy.agent_id, daily.day_utc::text as period, daily.usd_used, daily.tokens_used, %s as policy
              from governance_policies policy
              join governance_cost_agent_daily daily on daily.agent_id = policy.agent_id
             where policy.policy_type = 'budget'
               and (daily.day_utc = (now() at time zone 'utc')::date
                    or (daily.day_utc = (now() at time zone 'utc')::date - 1
                        and daily.last_updated > now() - interval '15 minutes'
                        and policy.updated_at < date_trunc('day', now() at time zone 'utc') at time zone 'utc'))
               and (daily.last_updated > now() - make_interval(secs => $1)
                    or policy.updated_at > now() - make_interval(secs => $1))
             order by daily.last_updated desc, policy.agent_id
             limit $2
            """.formatted(PrintedJson.text("policy.policy_json", LONGEST));

    private static final String SESSIONS = """
            select policy.agent_id, usage.session_id::text as period, usage.usd_used, usage.tokens_used, %s as policy
              from governance_policies policy
              join governance_cost_session_usage usage on usage.agent_id = policy.agent_id
             where policy.policy_type = 'budget'
               and (jsonb_typeof(policy.policy_json -> 'per_session_usd') = 'number'
                    or jsonb_typeof(policy.policy_json -> 'per_session_tokens') = 'number')
               and (usage.last_updated > now() - make_interval(secs => $1)
                    or (usage.last_updated > now() - interval '1 day'
                        and policy.updated_at > now() - make_interval(secs => $1)))
             order by usage.last_updated desc, policy.agent_id
             limit $2
            """.formatted(PrintedJson.text("policy.policy_json", LONGEST));

    private static final String UNKNOWN = """
            select wanted.place::int as place
              from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[]::numeric[])
                   with ordinality as wanted (agent_id, cap, period, threshold, cap_limit, place)
             where not exists (
                   select from governance_console.cost_alerts known
                    where known.agent_id = wanted.agent_id
                      and known.cap = wanted.cap
                      and known.period = wanted.period
                      and known.threshold = wanted.threshold
                      and known.cap_limit = wanted.cap_limit)
               and (select count(*)
                      from governance_console.cost_alerts other
                     where other.agent_id = wanted.agent_id
                       and other.cap = wanted.cap
                       and other.period = wanted.period) < $7
             order by wanted.place
             limit $6
            """;

    private static final String RAISE = """
            insert into governance_console.cost_alerts (alert_id, agent_id, cap, period, threshold, cap_limit, used)
            select $1::uuid, $2::text, $3::text, $4::text, $5::int, $6::numeric, $7::numeric
             where (select count(*)
                      from governance_console.cost_alerts
                     where agent_id = $2::text
                       and cap = $3::text
                       and period = $4::text) < $8::int
                on conflict (agent_id, cap, period, threshold, cap_limit) do nothing
            """;

    private static final String DELIVER =
            "insert into governance_console.alert_deliveries (delivery_id, alert_id) values ($1, $2)";

    private static final String LIST = """
            select alert_id, agent_id, cap, period, threshold, cap_limit, used, raised_at
              from governance_console.cost_alerts
             where ($1::text is null or agent_id = $1)
               and (raised_at, alert_id) < ($2, $3)
             order by raised_at desc, alert_id desc
             limit $4
            """;

    private static final String FORGET = """
            delete from governance_console.cost_alerts
             where alert_id in (select alert_id
                                  from governance_console.cost_alerts
                                 where raised_at < now() - interval '90 days'
                                 order by raised_at
                                 limit 1000)
            """;

    /** Days that were spent on, or whose budget changed, within a while. */
    Future<List<Crossing.Spent>> days(Queries queries, Duration within) {
        return queries.list(DAYS, Tuple.of(seconds(within), MOST), row -> spent(row, false));
    }

    /** The same of sessions whose budget caps them. */
    Future<List<Crossing.Spent>> sessions(Queries queries, Duration within) {
        return queries.list(SESSIONS, Tuple.of(seconds(within), MOST), row -> spent(row, true));
    }

    private static double seconds(Duration within) {
        return within.toMillis() / 1_000.0;
    }

    /** The first {@code limit} that nobody told of, without those of caps that have too many. */
    Future<List<Crossing>> unknown(Queries queries, List<Crossing> crossings, int limit) {
        Tuple values = Tuple.tuple()
                .addArrayOfString(crossings.stream().map(Crossing::agentId).toArray(String[]::new))
                .addArrayOfString(crossings.stream()
                        .map(crossing -> crossing.kind().code())
                        .toArray(String[]::new))
                .addArrayOfString(crossings.stream().map(Crossing::period).toArray(String[]::new))
                .addArrayOfInteger(crossings.stream().map(Crossing::threshold).toArray(Integer[]::new))
                .addArrayOfString(crossings.stream()
                        .map(crossing -> crossing.limit().toPlainString())
                        .toArray(String[]::new))
                .addInteger(limit)
                .addInteger(MOST_OF_A_CAP);
        return queries.list(UNKNOWN, values, row -> crossings.get(row.getInteger("place") - 1));
    }

    /** Makes an alert; false when it is known, or the cap has too many. */
    Future<Boolean> raise(Queries transaction, UUID alertId, Crossing crossing) {
        Tuple values = Tuple.of(
                alertId,
                crossing.agentId(),
                crossing.kind().code(),
                crossing.period(),
                crossing.threshold(),
                crossing.limit(),
                crossing.used(),
                MOST_OF_A_CAP);
        return transaction.execute(RAISE, values).map(rows -> rows == 1);
    }

    /** Has an alert delivered, once it is committed. */
    Future<Integer> deliver(Queries transaction, UUID alertId) {
        return transaction.execute(DELIVER, Tuple.of(UUID.randomUUID(), alertId));
    }

    /** Alerts from before a place, the newest first. */
    Future<List<CostAlert>> list(Queries queries, @Nullable String agentId, Place before, int limit) {
        return queries.list(LIST, Tuple.of(agentId, before.time(), before.id(), limit), AlertStore::alert);
    }

    Future<Integer> forget(Queries queries) {
        return queries.execute(FORGET, Tuple.tuple());
    }

    private static Crossing.Spent spent(Row row, boolean ofSession) {
        return new Crossing.Spent(
                row.getString("agent_id"),
                StoredBudget.of(row.getString("policy")),
                row.getString("period"),
                ofSession,
                Dollars.of(row.getDouble("usd_used")),
                row.getLong("tokens_used"));
    }

    private static CostAlert alert(Row row) {
        return CostAlert.of(
                row.getUUID("alert_id"),
                row.getString("agent_id"),
                row.getString("cap"),
                row.getString("period"),
                row.getInteger("threshold"),
                row.getBigDecimal("cap_limit"),
                row.getBigDecimal("used"),
                row.getOffsetDateTime("raised_at").toInstant());
    }
}
