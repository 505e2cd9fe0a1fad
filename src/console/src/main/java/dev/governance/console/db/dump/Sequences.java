package dev.governance.console.db.dump;

import dev.governance.console.db.Jdbc;
import dev.governance.console.db.dump.Catalog.Table;
import dev.governance.console.db.dump.Manifest.Sequence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Where the numbering of columns stands. */
final class Sequences {
    private static final String OF_TABLE = """
            select a.attname as name, pg_get_serial_sequence(?, a.attname) as sequence
            from pg_attribute a
            where a.attrelid = ?::oid
              and a.attnum > 0
              and not a.attisdropped
              and pg_get_serial_sequence(?, a.attname) is not null
            order by a.attnum
            """;

    private record Numbering(String column, String sequence) {}

    static List<Sequence> of(Connection connection, Table table) throws SQLException {
        List<Sequence> list = new ArrayList<>();
        for (Numbering numbering : numberings(connection, table)) {
            list.addAll(Jdbc.list(
                    connection,
                    "select last_value, is_called from " + numbering.sequence(),
                    row -> new Sequence(
                            table.ours(),
                            table.name(),
                            numbering.column(),
                            row.getLong("last_value"),
                            row.getBoolean("is_called"))));
        }
        return list;
    }

    static void restore(Connection connection, Table table, List<Sequence> sequences) throws SQLException {
        for (Sequence sequence : sequences) {
            if (sequence.ours() == table.ours() && sequence.table().equals(table.name())) {
                Jdbc.words(
                        connection,
                        "select setval(pg_get_serial_sequence(?, ?)::regclass, ?, ?)::text",
                        table.place(),
                        sequence.column(),
                        sequence.lastValue(),
                        sequence.called());
            }
        }
    }

    private static List<Numbering> numberings(Connection connection, Table table) throws SQLException {
        return Jdbc.list(
                connection,
                OF_TABLE,
                row -> new Numbering(row.getString("name"), row.getString("sequence")),
                table.place(),
                table.id(),
                table.place());
    }

    private Sequences() {}
}
