package dev.governance.sdk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Rows of {@code governance_wrapper_registrations}, as the Python SDK writes and forgets them. */
final class CoverageStore {
    private static final String NOTE = """
            insert into governance_wrapper_registrations
                   (agent_id, provider, hostname_hash, instance_id, sdk_version)
            values (?, ?, ?, ?, ?)
                on conflict (agent_id, provider, instance_id) do update
               set last_seen_at = now()
            """;

    /** A few at a time, so that nobody pays for all. */
    private static final String FORGET = """
            delete from governance_wrapper_registrations
             where id in (select id
                            from governance_wrapper_registrations
                           where last_seen_at < now() - interval '30 days'
                           limit 100
                             for update skip locked)
            """;

    static int note(Connection connection, String agentId, String provider, String hostnameHash, UUID instance)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
            statement.setString(1, agentId);
            statement.setString(2, provider);
            statement.setString(3, hostnameHash);
            statement.setObject(4, instance);
            statement.setString(5, "java");
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            return statement.executeUpdate();
        }
    }

    private CoverageStore() {}
}
