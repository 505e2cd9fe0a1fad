package dev.governance.sdk;

import dev.governance.chain.AgentPublicKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_agent_keys}, and what revocations say of them. */
final class AgentKeyStore {
    private static final String WRITABLE = """
            select has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
              from pg_class
             where oid = to_regclass('governance_agent_keys')
            """;

    private static final String REVOCATIONS_READABLE = """
            select has_table_privilege(oid, 'select')
              from pg_class
             where oid = to_regclass('governance_agent_key_revocations')
            """;

    private static final String REVOKED = """
            select min(revoked_at_chain_seq)
              from governance_agent_key_revocations
             where key_fingerprint = ?
            """;

    private static final String STORED = """
            select public_key_pem
              from governance_agent_keys
             where key_fingerprint = ?
            """;

    /** From the place of the event that tells of it on. */
    private static final String ADD = """
            insert into governance_agent_keys (key_fingerprint, agent_id, public_key_pem, activated_at_chain_seq)
            select ?, ?, ?, max(chain_seq)
              from governance_audit_events
             where session_id = ?
                on conflict (key_fingerprint) do nothing
            """;

    static boolean isWritable(Connection connection) throws SQLException {
        return isTrue(connection, WRITABLE);
    }

    private static boolean isTrue(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** From which chain_seq on the key counts no more, as far as this role may know. */
    static OptionalLong revokedAt(Connection connection, String fingerprint) throws SQLException {
        if (!isTrue(connection, REVOCATIONS_READABLE)) {
            return OptionalLong.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(REVOKED)) {
            statement.setString(1, fingerprint);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                long at = rows.getLong(1);
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(at);
            }
        }
    }

    /** The text that stands under the key's fingerprint; null when none does. */
    static @Nullable String stored(Connection connection, String fingerprint) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STORED)) {
            statement.setString(1, fingerprint);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** False when somebody else added the key meanwhile. */
    static boolean add(Connection connection, AgentPublicKey key, String agentId, UUID toldIn) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, key.fingerprint());
            statement.setString(2, agentId);
            statement.setString(3, key.pem());
            statement.setObject(4, toldIn);
            return statement.executeUpdate() == 1;
        }
    }

    private AgentKeyStore() {}
}
