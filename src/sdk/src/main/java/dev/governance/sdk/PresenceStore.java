package dev.governance.sdk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_agent_presence}. The markers of a halt are never an agent's to write or to erase. */
final class PresenceStore {
    private static final String BEAT = """
            insert into governance_agent_presence as known
                   (agent_id, status, last_heartbeat, started_at, metadata_json, operator_id)
            values (?, ?, now(), now(),
                    ?::jsonb - array['_halted_by', '_halted_at', '_halt_reason',
                                     '_killed_by', '_killed_at', '_kill_reason'], ?)
                on conflict (agent_id) do update
               set status = excluded.status,
                   last_heartbeat = now(),
                   metadata_json = excluded.metadata_json || coalesce(
                     (select jsonb_object_agg(marker.key, marker.value)
                        from jsonb_each(case jsonb_typeof(known.metadata_json)
                                        when 'object' then known.metadata_json else '{}' end) marker
                       where marker.key in ('_halted_by', '_halted_at', '_halt_reason',
                                            '_killed_by', '_killed_at', '_kill_reason')), '{}'),
                   operator_id = coalesce(excluded.operator_id, known.operator_id)
            """;

    private static final String IDLE = """
            update governance_agent_presence
               set status = 'idle',
                   last_heartbeat = now()
             where agent_id = ?
            """;

    /** Through JSON, for tables of older schemas have no such column. */
    private static final String CLOSE = """
            delete from governance_agent_presence known
             where agent_id = ?
               and to_jsonb(known) ->> 'halted_by' is null
               and metadata_json ->> '_halted_by' is null
               and metadata_json ->> '_killed_by' is null
            """;

    static int beat(Connection connection, String agentId, String status, String metadata, @Nullable String operatorId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEAT)) {
            statement.setString(1, agentId);
            statement.setString(2, status);
            statement.setString(3, metadata);
            statement.setString(4, operatorId);
            return statement.executeUpdate();
        }
    }

    static int idle(Connection connection, String agentId) throws SQLException {
        return forAgent(connection, IDLE, agentId);
    }

    static int close(Connection connection, String agentId) throws SQLException {
        return forAgent(connection, CLOSE, agentId);
    }

    private static int forAgent(Connection connection, String sql, String agentId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, agentId);
            return statement.executeUpdate();
        }
    }

    private PresenceStore() {}
}
