package dev.governance.sdk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What conditions ask the database. */
final class ContractStore {
    private static final String GRANTED = """
            select exists (select 1
                             from governance_gates_pending
                            where agent_id = ?
                              and resolution = 'granted'
                              and expires_at > now()
                              and (?::text is null or kind = ?))
            """;

    /** A refused call names its tool, too, and is no call. */
    private static final String LOGGED = """
            select exists (select 1
                             from governance_audit_events
                            where session_id = ?
                              and metadata_json ->> 'tool' = ?
                              and kind not in ('contract.pre_violation', 'contract.post_violation', 'scope.violation'))
            """;

    static boolean isGranted(Connection connection, String agentId, @Nullable String kind) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GRANTED)) {
            statement.setString(1, agentId);
            statement.setObject(2, kind, Types.VARCHAR);
            statement.setObject(3, kind, Types.VARCHAR);
            return answer(statement);
        }
    }

    static boolean isLogged(Connection connection, UUID sessionId, String tool) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOGGED)) {
            statement.setObject(1, sessionId);
            statement.setString(2, tool);
            return answer(statement);
        }
    }

    private static boolean answer(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private ContractStore() {}
}
