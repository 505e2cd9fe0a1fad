package dev.governance.sdk;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Judges in one statement, and so in one snapshot, what is asked for against what was spent and what is reserved. */
final class BudgetStore {
    /** Open reservations of an agent; those that expired count no more. */
    private static final String RESERVED = """
            select coalesce(sum(usd) filter (where reservation.session_id = asked.session_id), 0) as session_usd,
                   coalesce(sum(tokens) filter (where reservation.session_id = asked.session_id), 0) as session_tokens,
                   coalesce(sum(usd) filter (where reservation.day = asked.day), 0) as day_usd,
                   coalesce(sum(tokens) filter (where reservation.day = asked.day), 0) as day_tokens
              from (select agent_id, session_id, day from asked) asked
              join governance_console.budget_reservations reservation
                on reservation.agent_id = asked.agent_id
             where reservation.outcome is null
               and reservation.expires_at > now()
            """;

    private static final String NONE = "select 0 as session_usd, 0 as session_tokens, 0 as day_usd, 0 as day_tokens";

    /**
     * The first cap that is passed, in the order of every SDK; one that is just reached is not passed. A sum of dollars
     * that is no number is beyond every cap, so that nobody spends on it; twelve digits are below the price of a token
     * and above the noise of adding doubles.
     */
    private static final String JUDGED = """
            with asked as (
                   select ?::text as agent_id,
                          ?::uuid as session_id,
                          coalesce(?::date, (now() at time zone 'utc')::date) as day,
                          ?::numeric as usd,
                          ?::bigint as tokens,
                          ?::numeric as per_session_usd,
                          ?::bigint as per_session_tokens,
                          ?::numeric as per_agent_usd_daily,
                          ?::bigint as per_agent_tokens_daily,
                          ?::bigint as per_session_seconds
                 ), reserved as (%s), settled as (
                   select case when session.usd_used is null then 0
                               when session.usd_used > '-Infinity' and session.usd_used < 'Infinity'
                               then round(session.usd_used::numeric, 12)
                               else 1000000000000 end as session_usd,
                          coalesce(session.tokens_used, 0)::numeric as session_tokens,
                          greatest(0, coalesce(trunc(extract(epoch from now() - session.started_at)), 0))
                              as session_seconds,
                          case when daily.usd_used is null then 0
                               when daily.usd_used > '-Infinity' and daily.usd_used < 'Infinity'
                               then round(daily.usd_used::numeric, 12)
                               else 1000000000000 end as day_usd,
                          coalesce(daily.tokens_used, 0)::numeric as day_tokens
                     from asked
                     left join governance_cost_session_usage session
                       on session.agent_id = asked.agent_id
                      and session.session_id = asked.session_id
                     left join governance_cost_agent_daily daily
                       on daily.agent_id = asked.agent_id
                      and daily.day_utc = asked.day
                 ), breach as (
                   select cap.name, cap.used, cap.most
                     from asked
                    cross join reserved
                    cross join settled
                    cross join lateral (values
                          (1, 'per_session_usd',
                           settled.session_usd + reserved.session_usd + asked.usd, asked.per_session_usd),
                          (2, 'per_session_tokens',
                           settled.session_tokens + reserved.session_tokens + asked.tokens, asked.per_session_tokens),
                          (3, 'per_agent_usd_daily',
                           settled.day_usd + reserved.day_usd + asked.usd, asked.per_agent_usd_daily),
                          (4, 'per_agent_tokens_daily',
                           settled.day_tokens + reserved.day_tokens + asked.tokens, asked.per_agent_tokens_daily),
                          (5, 'per_session_seconds', settled.session_seconds::numeric, asked.per_session_seconds)
                          ) as cap (place, name, used, most)
                    where cap.used > cap.most
                    order by cap.place
                    limit 1
                 )
            """;

    private static final String CHECK = JUDGED.formatted(RESERVED) + "select name, used, most from breach";

    private static final String CHECK_WITHOUT_RESERVATIONS =
            JUDGED.formatted(NONE) + "select name, used, most from breach";

    private static final String RESERVE = JUDGED.formatted(RESERVED) + """
                 , made as (
                   insert into governance_console.budget_reservations
                          (reservation_id, agent_id, session_id, day, usd, tokens, reserved_at, expires_at)
                   select ?, agent_id, session_id, day, usd, tokens, now(), now() + ? * interval '1 millisecond'
                     from asked
                    where not exists (select from breach)
                 )
            select name, used, most from breach
            """;

    private static final String KEEPS_RESERVATIONS = """
            select exists (
                   select
                     from pg_catalog.pg_class relation
                     join pg_catalog.pg_namespace namespace on namespace.oid = relation.relnamespace
                    where namespace.nspname = 'governance_console'
                      and relation.relname = 'budget_reservations') as kept
            """;

    /**
     * A cap that is passed.
     *
     * @param name as in the audit log
     * @param used with what is reserved and what was asked for
     */
    record Breach(String name, BigDecimal used, BigDecimal limit) {}

    /** Whether this database has the table of reservations, which older ones have not. */
    static boolean keepsReservations(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(KEEPS_RESERVATIONS)) {
            rows.next();
            return rows.getBoolean("kept");
        }
    }

    /** Judges what would be spent today, and changes nothing. */
    static Optional<Breach> check(Connection connection, Budget budget, Usage asked, boolean withReservations)
            throws SQLException {
        String sql = withReservations ? CHECK : CHECK_WITHOUT_RESERVATIONS;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ask(statement, budget, asked, null);
            return breach(statement);
        }
    }

    /** Reserves where no cap is passed. The counters are locked, by an earlier statement than this. */
    static Optional<Breach> reserve(
            Connection connection, Budget budget, Usage asked, UUID reservation, LocalDate day, Duration expires)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RESERVE)) {
            int next = ask(statement, budget, asked, day);
            statement.setObject(next, reservation);
            statement.setLong(next + 1, expires.toMillis());
            return breach(statement);
        }
    }

    /** Answers the place of the next parameter. */
    private static int ask(PreparedStatement statement, Budget budget, Usage asked, @Nullable LocalDate day)
            throws SQLException {
        statement.setString(1, asked.agentId());
        statement.setObject(2, asked.sessionId());
        statement.setObject(3, day);
        statement.setBigDecimal(4, asked.usd());
        statement.setLong(5, asked.tokens());
        statement.setBigDecimal(6, budget.perSessionUsd());
        statement.setObject(7, budget.perSessionTokens());
        statement.setBigDecimal(8, budget.perAgentUsdDaily());
        statement.setObject(9, budget.perAgentTokensDaily());
        statement.setObject(10, budget.perSessionSeconds());
        return 11;
    }

    private static Optional<Breach> breach(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(
                            new Breach(rows.getString("name"), rows.getBigDecimal("used"), rows.getBigDecimal("most")))
                    : Optional.empty();
        }
    }

    private BudgetStore() {}
}
