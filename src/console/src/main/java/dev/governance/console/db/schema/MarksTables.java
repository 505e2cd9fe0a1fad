package dev.governance.console.db.schema;

import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of the console's own record, which a file made once and somebody may have dropped since. */
final class MarksTables {
    private static final String FILE = "064";

    private static final String GONE = """
            select name
              from unnest(array['marks', 'mark_heads', 'mark_state']) with ordinality as expected(name, place)
             where to_regclass('governance_console.schema_history') is not null
               and to_regclass('governance_console.' || name) is null
             order by place
            """;

    private static final String MADE =
            "select version from governance_console.schema_history where version = '" + FILE + "' and success";

    /** Names of those that were made and are gone. */
    static List<String> gone(Connection connection) throws SQLException {
        List<String> gone = Jdbc.words(connection, GONE);
        return gone.isEmpty() || Jdbc.words(connection, MADE).isEmpty() ? List.of() : gone;
    }

    /** Lets the file that makes them run again. */
    static void forget(Connection connection) throws SQLException {
        if (!gone(connection).isEmpty()) {
            Jdbc.execute(connection, "delete from governance_console.schema_history where version = '" + FILE + "'");
        }
    }

    private MarksTables() {}
}
