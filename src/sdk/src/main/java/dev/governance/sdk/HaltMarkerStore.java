package dev.governance.sdk;

import dev.governance.chain.Sanitizer;
import dev.governance.chain.SessionIds;
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
    private static final int REASON = 512;

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

    /** Records the halt in its transaction. */
    interface Recording {
        void append(Connection connection, AuditEvent event) throws SQLException;
    }

    /**
     * Halts and records it in the session that the console gives a halt; false when it was halted already.
     *
     * @throws IllegalArgumentException when the agent or the reason is blank or too long
     */
    static boolean halt(Connection connection, String agentId, String by, String reason, Recording recording)
            throws SQLException {
        String agent = Fields.name("an agent id", agentId, Fields.AGENT);
        String why = Fields.name("a reason", reason, REASON);
        Instant now = now(connection);
        String at = Timestamps.iso(now);
        boolean halted = halt(connection, agent, by, now, Sanitizer.text(why, REASON));
        if (halted) {
            recording.append(
                    connection,
                    AuditEvent.of(agent, "agent.halted")
                            .session(SessionIds.md5("halt:" + agent + ":" + at))
                            .with("halted_by", by)
                            .with("reason", why)
                            .with("halted_at", at));
        }
        return halted;
    }

    /** The present by the clock that every agent and console shares. */
    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static boolean halt(Connection connection, String agentId, String by, Instant at, String reason)
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
