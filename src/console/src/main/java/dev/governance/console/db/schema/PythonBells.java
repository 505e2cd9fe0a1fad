package dev.governance.console.db.schema;

import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** The triggers of the Python console: a NOTIFY a row, which lets one writer commit at a time. */
final class PythonBells {
    private static final String FUNCTIONS =
            "('notify_governance_event', 'notify_gate_change', 'notify_presence_change')";

    private static final String TRIGGERS = """
            select quote_ident(t.tgname) as name, t.tgrelid::regclass::text as relation
            from pg_trigger t
            join pg_proc p on p.oid = t.tgfoid
            join pg_class c on c.oid = t.tgrelid
            where not t.tgisinternal
              and c.relnamespace = to_regnamespace(?)
              and p.proname in %s
            order by 2, 1
            """.formatted(FUNCTIONS);

    /** A function that something else still uses stays. */
    private static final String UNUSED = """
            select p.oid::regprocedure::text
            from pg_proc p
            where p.proname in %s
              and p.pronamespace = to_regnamespace(?)
              and not exists (select from pg_trigger t where t.tgfoid = p.oid)
            order by 1
            """.formatted(FUNCTIONS);

    private record Trigger(String name, String relation) {
        String words() {
            return name + " on " + relation;
        }
    }

    static List<String> found(Connection connection, SdkSchema sdk) throws SQLException {
        return list(connection, sdk).stream().map(Trigger::words).toList();
    }

    private static List<Trigger> list(Connection connection, SdkSchema sdk) throws SQLException {
        return Jdbc.list(
                connection,
                TRIGGERS,
                row -> new Trigger(row.getString("name"), row.getString("relation")),
                sdk.identifier());
    }

    /** Drops them; may be called again when a lock was not to be had. */
    static void retire(Connection connection, SdkSchema sdk, Consumer<String> line) throws SQLException {
        Jdbc.execute(connection, "set lock_timeout = '" + Step.SHORT + "'");
        for (Trigger trigger : list(connection, sdk)) {
            Jdbc.execute(connection, "drop trigger if exists " + trigger.name() + " on " + trigger.relation());
            line.accept("dropped trigger " + trigger.words());
        }
        for (String function : Jdbc.words(connection, UNUSED, sdk.identifier())) {
            Jdbc.execute(connection, "drop function if exists " + function);
            line.accept("dropped function " + function);
        }
    }

    private PythonBells() {}
}
