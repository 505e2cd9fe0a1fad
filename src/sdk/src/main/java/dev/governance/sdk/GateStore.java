package dev.governance.sdk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_gates_pending}. */
final class GateStore {
    private static final String INSERT = """
            insert into governance_gates_pending
                   (request_id, agent_id, kind, action_hash, token, expires_at, payload_json, created_at)
            values (?, ?, ?, ?, ?, ?, ?::jsonb, now())
            """;

    /** Tables of older schemas have no rationale: there the name finds the null of {@code absent}. */
    private static final String STATE = """
            select gate.resolution, gate.is_expired, gate.why
              from (select null::text as rationale) absent
             cross join lateral (
                   select resolution, expires_at <= now() as is_expired, rationale::text as why
                     from governance_gates_pending
                    where request_id = ?) gate
            """;

    private static final String CANCEL = """
            update governance_gates_pending
               set resolved_at = now(),
                   resolution = 'cancelled'
             where request_id = ?
               and resolved_at is null
            """;

    /**
     * Where a request stands.
     *
     * @param isExpired by the database's clock
     */
    record State(
            @Nullable String resolution,
            boolean isExpired,
            @Nullable String rationale) {}

    static void insert(Connection connection, PendingApproval approval, String token, String payload)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, approval.requestId());
            statement.setString(2, approval.agentId());
            statement.setString(3, approval.kind());
            statement.setString(4, approval.actionHash());
            statement.setString(5, token);
            statement.setObject(6, approval.expiresAt().atOffset(ZoneOffset.UTC));
            statement.setString(7, payload);
            statement.executeUpdate();
        }
    }

    static Optional<State> state(Connection connection, UUID requestId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STATE)) {
            statement.setObject(1, requestId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new State(
                                rows.getString("resolution"), rows.getBoolean("is_expired"), rows.getString("why")))
                        : Optional.empty();
            }
        }
    }

    static boolean cancel(Connection connection, UUID requestId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CANCEL)) {
            statement.setObject(1, requestId);
            return statement.executeUpdate() > 0;
        }
    }

    private GateStore() {}
}
