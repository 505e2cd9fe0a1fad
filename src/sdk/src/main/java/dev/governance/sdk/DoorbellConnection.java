package dev.governance.sdk;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears what the database rings on a connection of the PostgreSQL JDBC driver. */
final class DoorbellConnection {
    private static final String CHANNEL = "governance_doorbell";

    /** What is rung for. */
    enum Bell {
        HALT("halt"),
        POLICIES("policies");

        private final String word;

        Bell(String word) {
            this.word = word;
        }
    }

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

    /** Waits until a bell rings, at most so long; nothing when none did. */
    Set<Bell> rang(Duration most) throws SQLException {
        Set<Bell> rang = EnumSet.noneOf(Bell.class);
        PGNotification[] heard = connection.getNotifications(Math.toIntExact(most.toMillis()));
        if (heard != null) {
            for (PGNotification one : heard) {
                rang.addAll(named(one.getParameter()));
            }
        }
        return rang;
    }

    private static Set<Bell> named(String word) {
        if (word.isEmpty()) {
            return EnumSet.allOf(Bell.class); // who rings by hand
        }
        return Stream.of(Bell.values()).filter(bell -> bell.word.equals(word)).collect(Collectors.toSet());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
