package dev.governance.console.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One statement at a time over JDBC, each in a transaction of its own. */
public final class Jdbc {
    /** Reads one row. */
    public interface Mapper<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Looks at one row. */
    public interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    public static <T> List<T> list(Connection connection, String sql, Mapper<T> mapper, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<T> list = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    list.add(mapper.of(rows));
                }
            }
            return list;
        }
    }

    /**
     * Looks at any number of rows, {@code fetched} of them in memory at a time; the connection must be in a transaction,
     * or the driver reads all at once.
     */
    public static void each(Connection connection, String sql, int fetched, Reader reader, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(fetched);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    public static List<String> words(Connection connection, String sql, Object... values) throws SQLException {
        return list(connection, sql, row -> row.getString(1), values);
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Lets time pass on the server: a waiting migration is seen there as one. */
    public static void pause(Connection connection, Duration length) throws SQLException {
        words(connection, "select pg_sleep(?)::text", length.toMillis() / 1000.0);
    }

    private Jdbc() {}
}
