package dev.governance.sdk;

import dev.governance.chain.RequestProof;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_gates_pending} while somebody decides on them. */
final class DecisionStore {
    /** Holds the row, so that what is decided is what was read. A payload over the SDK's limit is not read. */
    private static final String FIND = """
            select gate.agent_id, gate.kind, gate.action_hash, gate.token, gate.expires_at, gate.resolution,
                   gate.resolved_at is not null as decided,
                   gate.expires_at <= now() as expired,
                   case when octet_length(gate.payload_json::text) <= 1048576 then gate.payload_json::text end as payload,
                   (select operator_id
                      from governance_agent_presence
                     where agent_id = gate.agent_id) as operator_id,
                   now() as now
              from governance_gates_pending gate
             where gate.request_id = ?
               for update of gate
            """;

    private static final String SETTLE = """
            update governance_gates_pending
               set resolved_at = now(),
                   resolution = ?,
                   rationale = ?
             where request_id = ?
               and resolved_at is null
               and expires_at > now()
            """;

    /**
     * A request that somebody decides on.
     *
     * @param operatorId who runs the agent; null when nobody says
     * @param now the database's time, by which all of this was judged
     */
    record Waiting(
            RequestProof proof,
            String agentId,
            String kind,
            @Nullable String operatorId,
            @Nullable String resolution,
            boolean decided,
            boolean expired,
            Instant now) {}

    static Optional<Waiting> find(Connection connection, UUID requestId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, requestId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(waiting(row, requestId)) : Optional.empty();
            }
        }
    }

    private static Waiting waiting(ResultSet row, UUID requestId) throws SQLException {
        return new Waiting(
                new RequestProof(
                        requestId,
                        row.getString("token"),
                        row.getString("action_hash"),
                        time(row, "expires_at"),
                        row.getString("payload")),
                row.getString("agent_id"),
                row.getString("kind"),
                row.getString("operator_id"),
                row.getString("resolution"),
                row.getBoolean("decided"),
                row.getBoolean("expired"),
                time(row, "now"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** False when it is decided or over by now. */
    static boolean settle(Connection connection, UUID requestId, String resolution, @Nullable String rationale)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setString(1, resolution);
            statement.setString(2, rationale);
            statement.setObject(3, requestId);
            return statement.executeUpdate() == 1;
        }
    }

    private DecisionStore() {}
}
