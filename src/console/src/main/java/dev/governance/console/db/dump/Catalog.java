package dev.governance.console.db.dump;

import dev.governance.console.db.Jdbc;
import dev.governance.console.db.schema.SdkSchema;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables that a backup is about, as the database knows them. */
final class Catalog {
    static final String OURS = "governance_console";

    /** Says what our migrations did to this very database, so it belongs to no other; as do the nodes that run on it. */
    private static final String HISTORY = "schema_history";

    private static final String TABLES = """
            select t.oid::bigint as id,
                   n.nspname = 'governance_console' as ours,
                   t.relname as name,
                   quote_ident(n.nspname) || '.' || quote_ident(t.relname) as place,
                   (select array_agg(a.attname::text order by a.attnum)
                    from pg_attribute a
                    where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
                   (select string_agg(quote_ident(a.attname)
                                      || case when a.attcollation <> 0 then ' collate "C"' else '' end,
                                      ', ' order by k.place)
                    from pg_index i
                    cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
                    join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
                    where i.indrelid = t.oid and i.indisprimary) as key,
                   (select array_agg(c.confrelid::bigint)
                    from pg_constraint c
                    where c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid) as needs,
                   (select array_agg(quote_ident(g.tgname))
                    from pg_trigger g
                    where g.tgrelid = t.oid and not g.tgisinternal and g.tgenabled <> 'D'
                      and g.tgtype & 1 <> 0 and g.tgtype & 4 <> 0) as guards
            from pg_class t
            join pg_namespace n on n.oid = t.relnamespace
            where t.relkind = 'r'
              and ((n.nspname = 'governance_console' and t.relname not in (?, 'nodes'))
                   or (n.nspname = ? and (t.relname like 'governance\\_%' or t.relname = 'alembic_version')))
            order by ours, name
            """;

    /**
     * A table.
     *
     * @param place schema and name as they stand in SQL
     * @param order by which its rows are always told in the same order, on every server
     * @param needs tables that its foreign keys point to
     * @param guards triggers that see each row as it is inserted
     */
    record Table(
            long id,
            boolean ours,
            String name,
            String place,
            List<String> columns,
            String order,
            List<Long> needs,
            List<String> guards) {}

    /** All tables, each after those that its foreign keys point to. */
    static List<Table> tables(Connection connection, SdkSchema sdk) throws SQLException {
        return sorted(Jdbc.list(connection, TABLES, Catalog::table, HISTORY, sdk.name()));
    }

    private static Table table(ResultSet row) throws SQLException {
        List<String> columns = strings(row.getArray("columns"));
        String key = row.getString("key");
        String name = row.getString("name");
        // The log is told in its own order, so that it lies on disk in that order again.
        String order = name.equals("governance_audit_events") ? "chain_seq, event_id" : key;
        return new Table(
                row.getLong("id"),
                row.getBoolean("ours"),
                name,
                row.getString("place"),
                columns,
                order == null ? everyColumn(columns) : order,
                strings(row.getArray("needs")).stream().map(Long::valueOf).toList(),
                strings(row.getArray("guards")));
    }

    private static String everyColumn(List<String> columns) {
        return columns.stream()
                .map(column -> Copies.quoted(column) + "::text collate \"C\"")
                .collect(Collectors.joining(", "));
    }

    private static List<String> strings(@Nullable Array array) throws SQLException {
        List<String> list = new ArrayList<>();
        if (array != null) {
            for (Object element : (Object[]) array.getArray()) {
                list.add(element.toString());
            }
        }
        return list;
    }

    private static List<Table> sorted(List<Table> tables) {
        Set<Long> all = tables.stream().map(Table::id).collect(Collectors.toSet());
        Set<Long> done = new HashSet<>();
        List<Table> sorted = new ArrayList<>();
        while (sorted.size() < tables.size()) {
            List<Table> next = tables.stream()
                    .filter(table -> !done.contains(table.id()))
                    .filter(table -> table.needs().stream().allMatch(id -> done.contains(id) || !all.contains(id)))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("tables point to each other: " + tables);
            }
            next.forEach(table -> done.add(table.id()));
            sorted.addAll(next);
        }
        return sorted;
    }

    private Catalog() {}
}
