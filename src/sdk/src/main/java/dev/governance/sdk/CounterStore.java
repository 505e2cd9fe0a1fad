package dev.governance.sdk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code governance_console.budget_counters}: one for each counter, held by whoever decides on it. They say
 * nothing themselves, so that one which is gone is simply made anew.
 */
final class CounterStore {
    private static final String ENSURE = """
            insert into governance_console.budget_counters (scope, key, day)
            values ('day', ?, coalesce(?::date, (now() at time zone 'utc')::date)),
                   ('session', ?, 'infinity')
                on conflict (scope, key, day) do nothing
            """;

    /** The day before the session, everywhere, so that two agents never wait for each other. */
    private static final String LOCK = """
            select day
              from governance_console.budget_counters
             where (scope = 'day' and key = ? and day = coalesce(?::date, (now() at time zone 'utc')::date))
                or (scope = 'session' and key = ? and day = 'infinity')
             order by scope
               for update
            """;

    private static final String CLEAN = """
            delete from governance_console.budget_counters
             where (scope, key, day) in (
                   select scope, key, day
                     from governance_console.budget_counters
                    where made_at < now() - interval '1 day'
                    order by made_at
                    limit 1000
                      for update skip locked)
            """;

    private static final int TRIES = 3;

    /**
     * Holds the counters of an agent's day and of a session until the transaction ends. What others decided on them is
     * in the snapshot of the statements that follow, never in that of this one.
     *
     * @param day null for the present one, by the database's clock
     * @return the day
     */
    static LocalDate lock(Connection connection, String agentId, UUID sessionId, @Nullable LocalDate day)
            throws SQLException {
        for (int tries = 0; tries < TRIES; tries++) {
            ensure(connection, agentId, sessionId, day);
            LocalDate locked = locked(connection, agentId, sessionId, day);
            if (locked != null) {
                return locked;
            }
        }
        throw new SQLException("the counters of agent " + agentId + " were cleaned away again and again");
    }

    private static void ensure(Connection connection, String agentId, UUID sessionId, @Nullable LocalDate day)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENSURE)) {
            keys(statement, agentId, sessionId, day);
            statement.executeUpdate();
        }
    }

    /** Null when one was cleaned away since it was seen. */
    private static @Nullable LocalDate locked(
            Connection connection, String agentId, UUID sessionId, @Nullable LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            keys(statement, agentId, sessionId, day);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                LocalDate first = rows.getObject("day", LocalDate.class);
                return rows.next() ? first : null;
            }
        }
    }

    private static void keys(PreparedStatement statement, String agentId, UUID sessionId, @Nullable LocalDate day)
            throws SQLException {
        statement.setString(1, agentId);
        statement.setObject(2, day);
        statement.setString(3, agentId + " " + sessionId);
    }

    static int clean(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(CLEAN);
        }
    }

    private CounterStore() {}
}
