package dev.governance.console.db.dump;

import dev.governance.console.db.Jdbc;
import dev.governance.console.db.dump.Catalog.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Rows as PostgreSQL's own COPY text, which reads the same in every major version. */
final class Copies {
    /** What the text of a value depends on. */
    private static final List<String> SETTINGS = List.of(
            "set local datestyle = 'ISO, YMD'",
            "set local intervalstyle = 'postgres'",
            "set local timezone = 'UTC'",
            "set local extra_float_digits = 1",
            "set local bytea_output = 'hex'",
            "set local statement_timeout = 0",
            "set local idle_in_transaction_session_timeout = 0");

    /** Makes the text of values independent of the server; for the running transaction. */
    static void settle(Connection connection) throws SQLException {
        for (String setting : SETTINGS) {
            Jdbc.execute(connection, setting);
        }
    }

    static long out(Connection connection, Table table, List<String> columns, OutputStream to)
            throws SQLException, IOException {
        String sql = "copy (select " + joined(columns) + " from " + table.place() + " order by " + table.order()
                + ") to stdout";
        return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, to);
    }

    static long in(Connection connection, Table table, List<String> columns, InputStream from)
            throws SQLException, IOException {
        String sql = "copy " + table.place() + " (" + joined(columns) + ") from stdin";
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, from);
    }

    private static String joined(List<String> columns) {
        return columns.stream().map(Copies::quoted).collect(Collectors.joining(", "));
    }

    static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    private Copies() {}
}
