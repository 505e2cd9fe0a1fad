package dev.governance.console.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Adds to the counters of the SDK what was used before now; the SDK itself only counts what is used now. */
final class PastStore {
    private static final String NOW =
            "select now() as now, exists (select from governance_cost_agent_daily) as counted";

    private static final String DAY = """
            insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used)
            values (?, ?, ?, ?)
                on conflict do nothing
            """;

    private static final String MODEL = """
            insert into governance_cost_model_daily (agent_id, model, day_utc, usd_used, tokens_used)
            values (?, ?, ?, ?, ?)
                on conflict do nothing
            """;

    private static final String SESSION = """
            insert into governance_cost_session_usage
                   (agent_id, session_id, usd_used, tokens_used, started_at, last_updated)
            values (?, ?, ?, ?, ?, ?)
                on conflict do nothing
            """;

    /** Fills counters that nobody has counted with yet; others stay as they are. */
    static void fill(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            Instant now = emptyAt(connection);
            if (now != null) {
                Past.Use use = Past.until(now);
                for (Past.Day day : use.days()) {
                    add(connection, day);
                }
                for (Past.Session session : use.sessions()) {
                    add(connection, session);
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static @Nullable Instant emptyAt(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NOW)) {
            return rows.next() && !rows.getBoolean("counted")
                    ? rows.getTimestamp("now").toInstant()
                    : null;
        }
    }

    private static void add(Connection connection, Past.Day day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DAY)) {
            statement.setString(1, day.agentId());
            statement.setObject(2, day.day());
            statement.setDouble(3, day.usd().doubleValue());
            statement.setLong(4, day.tokens());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(MODEL)) {
            statement.setString(1, day.agentId());
            statement.setString(2, day.model());
            statement.setObject(3, day.day());
            statement.setDouble(4, day.usd().doubleValue());
            statement.setLong(5, day.tokens());
            statement.executeUpdate();
        }
    }

    private static void add(Connection connection, Past.Session session) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SESSION)) {
            statement.setString(1, session.agentId());
            statement.setObject(2, session.sessionId());
            statement.setDouble(3, session.usd().doubleValue());
            statement.setLong(4, session.tokens());
            statement.setObject(5, session.from().atOffset(ZoneOffset.UTC));
            statement.setObject(6, session.to().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    private PastStore() {}
}
