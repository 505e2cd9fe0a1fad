package dev.governance.sdk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code governance_console.budget_reservations} after they were made. */
final class ReservationStore {
    private static final String DAY = """
            select day
              from governance_console.budget_reservations
             where reservation_id = ?
            """;

    /** Once, whatever it was before; one that was cleaned away long ago is settled all the same. */
    private static final String SETTLE = """
            insert into governance_console.budget_reservations as known
                   (reservation_id, agent_id, session_id, day, usd, tokens, expires_at, outcome, ended_at)
            values (?, ?, ?, ?, ?, ?, now(), 'settled', now())
                on conflict (reservation_id) do update
               set outcome = 'settled',
                   ended_at = now()
             where known.outcome is distinct from 'settled'
            """;

    /** What expired meanwhile counts again, for its call is under way. */
    private static final String EXTEND = """
            update governance_console.budget_reservations
               set expires_at = greatest(
                       expires_at,
                       least(now() + ? * interval '1 millisecond', reserved_at + interval '24 hours'))
             where reservation_id = ?
               and outcome is null
            """;

    private static final String RELEASE = """
            update governance_console.budget_reservations
               set outcome = 'released',
                   ended_at = now()
             where reservation_id = ?
               and outcome is null
            """;

    /** An hour longer than they count, so that one which is settled twice in that time is known. */
    private static final String CLEAN = """
            delete from governance_console.budget_reservations
             where reservation_id in (
                   select reservation_id
                     from governance_console.budget_reservations
                    where expires_at < now() - interval '1 hour'
                    order by expires_at
                    limit 1000
                      for update skip locked)
            """;

    static Optional<LocalDate> day(Connection connection, UUID reservation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DAY)) {
            statement.setObject(1, reservation);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject("day", LocalDate.class)) : Optional.empty();
            }
        }
    }

    /** False when it is settled already. */
    static boolean settle(Connection connection, UUID reservation, Usage usage, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setObject(1, reservation);
            statement.setString(2, usage.agentId());
            statement.setObject(3, usage.sessionId());
            statement.setObject(4, day);
            statement.setBigDecimal(5, usage.usd());
            statement.setLong(6, usage.tokens());
            return statement.executeUpdate() == 1;
        }
    }

    /** False when it has ended already. */
    static boolean extend(Connection connection, UUID reservation, Duration expires) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EXTEND)) {
            statement.setLong(1, expires.toMillis());
            statement.setObject(2, reservation);
            return statement.executeUpdate() == 1;
        }
    }

    /** False when it has ended already. */
    static boolean release(Connection connection, UUID reservation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
            statement.setObject(1, reservation);
            return statement.executeUpdate() == 1;
        }
    }

    static int clean(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(CLEAN);
        }
    }

    private ReservationStore() {}
}
