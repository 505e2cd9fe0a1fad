package dev.governance.sdk;

import dev.governance.sdk.errors.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_policies}: what the console shows of the rules that are in force here. */
final class PolicyStore {
    private static final String UPSERT = """
            insert into governance_policies (agent_id, policy_type, policy_json, updated_at)
            values (?, ?, ?::jsonb, now())
                on conflict (agent_id, policy_type) do update
               set policy_json = excluded.policy_json,
                   updated_at = now()
            """;

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

    private static int upsert(Connection connection, String agentId, String type, String json) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            statement.setString(1, agentId);
            statement.setString(2, type);
            statement.setString(3, json);
            return statement.executeUpdate();
        }
    }
}
