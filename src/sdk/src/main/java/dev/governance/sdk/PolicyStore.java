package dev.governance.sdk;

import dev.governance.sdk.errors.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_policies}: the rules that are in force, whoever wrote them. */
final class PolicyStore {
    private static final String UPSERT = """
            insert into governance_policies (agent_id, policy_type, policy_json, updated_at)
            values (?, ?, ?::jsonb, now())
                on conflict (agent_id, policy_type) do update
               set policy_json = excluded.policy_json,
                   updated_at = now()
            """;

    /** A few bytes of JSONB can stand for gigabytes of text, which must not end up here. */
    private static final String READ = """
            select case when octet_length(policy) <= 4194304 then policy end as policy
              from (select policy_json::text as policy
                      from governance_policies
                     where agent_id = ?
                       and policy_type = ?) stored
            """;

    private static final String READ_ALL = """
            select agent_id, policy_type, case when octet_length(policy) <= 4194304 then policy end as policy
              from (select agent_id, policy_type, policy_json::text as policy
                      from governance_policies
                     where agent_id = any (?)
                       and policy_type = any (?)) stored
            """;

    /** A table that somebody locks must not keep whoever waits for it from hearing of halts. */
    private static final int READ_SECONDS = 1;

    /** Whose policy of which type. */
    record Key(String agentId, String type) {}

    /**
     * A policy's row.
     *
     * @param json null when it is longer than 4 MiB
     */
    record Row(@Nullable String json) {}

    private final Store store;

    PolicyStore(Store store) {
        this.store = store;
    }

    void register(String agentId, String type, Map<String, @Nullable Object> policy) {
        String json = PlainJson.write(PlainJson.copy(policy));
        try {
            store.transaction(connection -> upsert(connection, agentId, type, json));
        } catch (SQLException e) {
            throw new StoreException(
                    "the " + type + " policy of agent " + agentId
                            + " is in force in this process, but could not be stored for the console",
                    e);
        }
    }

    /** Reads a policy as it stands now. */
    static Optional<Row> read(Connection connection, String agentId, String type) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, agentId);
            statement.setString(2, type);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new Row(rows.getString("policy"))) : Optional.empty();
            }
        }
    }

    /** Reads the policies of many agents, those that there are; in a second or not at all. */
    static Map<Key, Row> read(Connection connection, Collection<String> agents, Collection<String> types)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_ALL)) {
            statement.setQueryTimeout(READ_SECONDS);
            statement.setArray(1, connection.createArrayOf("text", agents.toArray()));
            statement.setArray(2, connection.createArrayOf("text", types.toArray()));
            Map<Key, Row> stored = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Key key = new Key(rows.getString("agent_id"), rows.getString("policy_type"));
                    stored.put(key, new Row(rows.getString("policy")));
                }
            }
            return stored;
        }
    }

    private static int upsert(Connection connection, String agentId, String type, String json) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            statement.setString(1, agentId);
            statement.setString(2, type);
            statement.setString(3, json);
            return statement.executeUpdate();
        }
    }
}
