package dev.governance.sdk;

import dev.governance.chain.Timestamps;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Halt markers in {@code governance_agent_presence}, as every era of writers left them. */
final class HaltStore {
    /**
     * Halted by any marker is halted: the columns of new schemas, the metadata keys of older ones. Where the table has
     * no such columns, their names find the nulls of {@code absent} instead, so that one statement reads every era.
     */
    private static final String HALTED = """
            select agent_id,
                   coalesce(column_by, metadata ->> '_halted_by', metadata ->> '_killed_by') as halted_by,
                   coalesce(column_at, metadata ->> '_halted_at', metadata ->> '_killed_at') as halted_at,
                   coalesce(column_reason, metadata ->> '_halt_reason', metadata ->> '_kill_reason') as halt_reason,
                   to_json(clock_timestamp()) #>> '{}' as read_at
              from (select null::text as halted_by, null::text as halted_at, null::text as halt_reason) absent
             cross join lateral (
                   select agent_id,
                          metadata_json as metadata,
                          halted_by::text as column_by,
                          to_json(halted_at) #>> '{}' as column_at,
                          halt_reason::text as column_reason
                     from governance_agent_presence) presence
             where coalesce(column_by, metadata ->> '_halted_by', metadata ->> '_killed_by') is not null
            """;

    /**
     * Who is halted.
     *
     * @param readAt by the database's clock; null when nobody is
     */
    record Picture(Map<String, Halt> halted, @Nullable Instant readAt) {}

    static Picture read(Connection connection) throws SQLException {
        Map<String, Halt> halted = new HashMap<>();
        Instant readAt = null;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HALTED)) {
            while (rows.next()) {
                Halt halt = new Halt(
                        rows.getString("agent_id"),
                        rows.getString("halted_by"),
                        time(rows.getString("halted_at")),
                        rows.getString("halt_reason"));
                halted.put(halt.agentId(), halt);
                readAt = time(rows.getString("read_at"));
            }
        }
        return new Picture(Map.copyOf(halted), readAt);
    }

    /** A marker with an unreadable time halts all the same. */
    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Timestamps.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private HaltStore() {}
}
