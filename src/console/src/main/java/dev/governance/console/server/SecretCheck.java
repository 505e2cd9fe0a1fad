package dev.governance.console.server;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.console.db.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Notices the wrong secret before the console signs a row with it: it would break every chain it joins. */
final class SecretCheck {
    /** Single rows may have been tampered with; not one intact row among so many means another secret. */
    private static final String ROWS = """
            (select * from (%1$s) newest order by chain_seq desc limit 50)
            union all
            (select * from (%1$s) oldest order by chain_seq limit 50)
            """.formatted("""
            select chain_seq, event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                   metadata_json::text as metadata, prev_hash, hmac_value, created_at
              from governance_audit_events
            """);

    /** Once a key was registered, the table of keys says which one signs now. */
    private static final String ACTIVE_KEY = """
            select fingerprint
              from governance_audit_chain_keys
             where retired_at_chain_seq is null
             order by activated_at_chain_seq desc
             limit 1
            """;

    /**
     * Blocks.
     *
     * @throws StartProblem when the key is not the one that signs this database's chain
     */
    static void check(DatabaseUrl url, ChainKey key) {
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement()) {
            if (!fits(statement, key)) {
                throw new StartProblem("the audit secret does not match the stored chain: no row that was looked at was"
                        + " signed with it. Set " + AuditSecret.VARIABLE
                        + " to the secret that your agents use; nothing was written");
            }
        } catch (SQLException e) {
            throw new StartProblem("the stored chain cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean fits(Statement statement, ChainKey key) throws SQLException {
        try (ResultSet active = statement.executeQuery(ACTIVE_KEY)) {
            if (active.next() && active.getString(1).equals(key.fingerprint())) {
                return true;
            }
        }
        try (ResultSet rows = statement.executeQuery(ROWS)) {
            boolean empty = true;
            while (rows.next()) {
                empty = false;
                if (isIntact(rows, key)) {
                    return true;
                }
            }
            return empty;
        }
    }

    private static boolean isIntact(ResultSet row, ChainKey key) throws SQLException {
        ChainEvent event = new ChainEvent(
                row.getObject("event_id", UUID.class),
                row.getObject("session_id", UUID.class),
                row.getString("agent_id"),
                row.getObject("parent_event_id", UUID.class),
                row.getString("kind"),
                row.getString("model"),
                row.getString("input_hash"),
                row.getString("output_hash"),
                row.getString("metadata"),
                row.getString("prev_hash"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
        try {
            return key.matches(event.canonicalBytes(), row.getString("hmac_value"));
        } catch (IllegalArgumentException e) {
            return false; // no writer signs metadata that cannot be read
        }
    }

    private SecretCheck() {}
}
