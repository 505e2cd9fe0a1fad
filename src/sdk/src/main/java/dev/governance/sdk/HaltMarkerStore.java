package dev.governance.sdk;

import dev.governance.chain.Timestamps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** Writes halt markers into {@code governance_agent_presence}, where SDKs of every age read them. */
final class HaltMarkerStore {
    /** The condition decides between two people. The epoch says that the agent was never seen. */
    private static final String HALT = """
            insert into governance_agent_presence as known
                   (agent_id, status, last_heartbeat, started_at, metadata_json, halted_by, halted_at, halt_reason)
            values (?, 'unresponsive', to_timestamp(0), to_timestamp(0), ?::jsonb, ?, ?, ?)
                on conflict (agent_id) do update
               set status = 'unresponsive',
                   metadata_json = case when jsonb_typeof(known.metadata_json) = 'object'
                                        then known.metadata_json else '{}' end || excluded.metadata_json,
                   halted_by = excluded.halted_by,
                   halted_at = excluded.halted_at,
                   halt_reason = excluded.halt_reason
             where known.halted_by is null
               and known.metadata_json ->> '_halted_by' is null
               and known.metadata_json ->> '_killed_by' is null
            """;

    /** The present by the clock that every agent and console shares. */
    static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    /** False when it was halted already. */
    static boolean halt(Connection connection, String agentId, String by, Instant at, String reason)
            throws SQLException {
        Map<String, Object> marker = Map.of("_halted_by", by, "_halted_at", Timestamps.iso(at), "_halt_reason", reason);
        try (PreparedStatement statement = connection.prepareStatement(HALT)) {
            statement.setString(1, agentId);
            statement.setString(2, PlainJson.write(marker));
            statement.setString(3, by);
            statement.setObject(4, at.atOffset(ZoneOffset.UTC));
            statement.setString(5, reason);
            return statement.executeUpdate() == 1;
        }
    }

    private HaltMarkerStore() {}
}
