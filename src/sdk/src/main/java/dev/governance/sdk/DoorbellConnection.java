package dev.governance.sdk;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears what the database rings on a connection of the PostgreSQL JDBC driver. */
final class DoorbellConnection {
    private static final String CHANNEL = "governance_doorbell";
    private static final String HALT = "halt";

    private final PGConnection connection;

    private DoorbellConnection(PGConnection connection) {
        this.connection = connection;
    }

    /** Listens; empty when the driver is another one, or hides behind a pool that does not unwrap. */
    static Optional<DoorbellConnection> listen(Connection connection) throws SQLException {
        try {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return Optional.empty();
            }
            DoorbellConnection doorbell = new DoorbellConnection(connection.unwrap(PGConnection.class));
            execute(connection, "listen " + CHANNEL);
            return Optional.of(doorbell);
        } catch (NoClassDefFoundError e) { // the driver is not on the class path: it is `provided`
            return Optional.empty();
        }
    }

    static void unlisten(Connection connection) throws SQLException {
        execute(connection, "unlisten " + CHANNEL);
    }

    /** Waits until a halt may have changed, at most so long; false when nothing rang. */
    boolean rang(Duration most) throws SQLException {
        PGNotification[] heard = connection.getNotifications(Math.toIntExact(most.toMillis()));
        if (heard == null) {
            return false;
        }
        for (PGNotification one : heard) {
            if (one.getParameter().isEmpty() || one.getParameter().equals(HALT)) {
                return true;
            }
        }
        return false;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
