package dev.governance.sdk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** Rows of {@code governance_loop_tracking}. */
final class LoopStore {
    private static final String INSERT = """
            insert into governance_loop_tracking (session_id, agent_id, tool_name, called_at)
            values (?, ?, ?, now())
            """;

    private static final String COUNT = """
            select count(*)
              from governance_loop_tracking
             where session_id = ?
               and tool_name = ?
               and called_at > now() - ? * interval '1 second'
            """;

    private static final String CLEAN = """
            delete from governance_loop_tracking
             where called_at < now() - interval '24 hours'
            """;

    /** Notes a call and counts those in the window, this one included. */
    static long called(Connection connection, UUID sessionId, String agentId, String tool, Duration window)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, sessionId);
            statement.setString(2, agentId);
            statement.setString(3, tool);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setObject(1, sessionId);
            statement.setString(2, tool);
            statement.setLong(3, window.toSeconds());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    static int clean(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(CLEAN);
        }
    }

    private LoopStore() {}
}
