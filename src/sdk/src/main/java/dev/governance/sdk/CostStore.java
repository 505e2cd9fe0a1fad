package dev.governance.sdk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The cost counters that all SDKs add to. Their dollars are doubles; here they become decimals. */
final class CostStore {
    private static final String SESSION = """
            insert into governance_cost_session_usage as known
                   (agent_id, session_id, usd_used, tokens_used, last_updated, started_at)
            values (?, ?, ?, ?, now(), now())
                on conflict (agent_id, session_id) do update
               set usd_used = known.usd_used + excluded.usd_used,
                   tokens_used = known.tokens_used + excluded.tokens_used,
                   last_updated = now()
            """;

    private static final String DAY = """
            insert into governance_cost_agent_daily as known
                   (agent_id, day_utc, usd_used, tokens_used, last_updated)
            values (?, coalesce(?::date, (now() at time zone 'utc')::date), ?, ?, now())
                on conflict (agent_id, day_utc) do update
               set usd_used = known.usd_used + excluded.usd_used,
                   tokens_used = known.tokens_used + excluded.tokens_used,
                   last_updated = now()
            """;

    private static final String MODEL = """
            insert into governance_cost_model_daily as known
                   (agent_id, model, day_utc, usd_used, tokens_used, last_updated)
            values (?, ?, coalesce(?::date, (now() at time zone 'utc')::date), ?, ?, now())
                on conflict (agent_id, model, day_utc) do update
               set usd_used = known.usd_used + excluded.usd_used,
                   tokens_used = known.tokens_used + excluded.tokens_used,
                   last_updated = now()
            """;

    private static final String SPENT = """
            select coalesce(session.usd_used, 0) as session_usd,
                   coalesce(session.tokens_used, 0) as session_tokens,
                   greatest(0, coalesce(trunc(extract(epoch from now() - session.started_at)), 0)) as session_seconds,
                   coalesce(day.usd_used, 0) as day_usd,
                   coalesce(day.tokens_used, 0) as day_tokens
              from (select ? as agent_id, ? as session_id) wanted
              left join governance_cost_session_usage session
                on session.agent_id = wanted.agent_id
               and session.session_id = wanted.session_id
              left join governance_cost_agent_daily day
                on day.agent_id = wanted.agent_id
               and day.day_utc = (now() at time zone 'utc')::date
            """;

    /** Below the price of a token, above the noise of adding doubles. */
    private static final int DIGITS = 12;

    /** Stands for a sum that is no number: beyond every cap, so that nobody spends on it. */
    private static final BigDecimal BEYOND_ANY_CAP = new BigDecimal("1000000000000");

    /**
     * Adds to all counters; the order is the same everywhere, so that two agents never wait for each other.
     *
     * @param day null for the present one, by the database's clock
     */
    static void add(Connection connection, Usage usage, @Nullable LocalDate day) throws SQLException {
        double usd = usage.usd().doubleValue();
        try (PreparedStatement statement = connection.prepareStatement(SESSION)) {
            statement.setString(1, usage.agentId());
            statement.setObject(2, usage.sessionId());
            amounts(statement, 3, usd, usage.tokens());
        }
        try (PreparedStatement statement = connection.prepareStatement(DAY)) {
            statement.setString(1, usage.agentId());
            statement.setObject(2, day);
            amounts(statement, 3, usd, usage.tokens());
        }
        if (usage.model() != null) {
            try (PreparedStatement statement = connection.prepareStatement(MODEL)) {
                statement.setString(1, usage.agentId());
                statement.setString(2, usage.model());
                statement.setObject(3, day);
                amounts(statement, 4, usd, usage.tokens());
            }
        }
    }

    private static void amounts(PreparedStatement statement, int index, double usd, long tokens) throws SQLException {
        statement.setDouble(index, usd);
        statement.setLong(index + 1, tokens);
        statement.executeUpdate();
    }

    static CostSnapshot spent(Connection connection, String agentId, UUID sessionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SPENT)) {
            statement.setString(1, agentId);
            statement.setObject(2, sessionId);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new CostSnapshot(
                        dollars(rows.getDouble("session_usd")),
                        rows.getLong("session_tokens"),
                        Duration.ofSeconds(rows.getLong("session_seconds")),
                        dollars(rows.getDouble("day_usd")),
                        rows.getLong("day_tokens"));
            }
        }
    }

    private static BigDecimal dollars(double usd) {
        return Double.isFinite(usd) ? BigDecimal.valueOf(usd).setScale(DIGITS, RoundingMode.HALF_UP) : BEYOND_ANY_CAP;
    }

    private CostStore() {}
}
