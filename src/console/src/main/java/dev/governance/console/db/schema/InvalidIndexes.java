package dev.governance.console.db.schema;

import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a concurrent build leaves when it is interrupted: an index that costs every insert and answers no query, and that
 * {@code if not exists} takes for done.
 */
final class InvalidIndexes {
    private static final String FOUND = """
            select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
            from pg_index i
            join pg_class t on t.oid = i.indrelid
            join pg_class x on x.oid = i.indexrelid
            where not i.indisvalid
              and not i.indisunique
              and t.relnamespace in (to_regnamespace(?), to_regnamespace('governance_console'))
              and (x.relname like 'idx\\_audit\\_%' or x.relname like 'governance\\_console\\_%')
              and not exists (select from pg_stat_progress_create_index p where p.index_relid = i.indexrelid)
            order by 1
            """;

    private record Index(String name, String definition) {}

    static List<String> found(Connection connection, SdkSchema sdk) throws SQLException {
        return list(connection, sdk).stream().map(Index::name).toList();
    }

    private static List<Index> list(Connection connection, SdkSchema sdk) throws SQLException {
        return Jdbc.list(
                connection,
                FOUND,
                row -> new Index(row.getString("name"), row.getString("definition")),
                sdk.identifier());
    }

    /** Drops and builds each anew, without holding up those who write. */
    static void rebuild(Connection connection, SdkSchema sdk, Consumer<String> line) throws SQLException {
        for (Index index : list(connection, sdk)) {
            Jdbc.execute(connection, "set lock_timeout = '" + Step.LONG + "'");
            Jdbc.execute(connection, "drop index concurrently if exists " + index.name());
            Jdbc.execute(connection, index.definition().replaceFirst("^CREATE INDEX ", "CREATE INDEX CONCURRENTLY "));
            line.accept("rebuilt the invalid index " + index.name());
        }
    }

    private InvalidIndexes() {}
}
