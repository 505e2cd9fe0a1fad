package dev.governance.bench.append;

import dev.governance.bench.data.Filling;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.PythonPackage;
import dev.governance.bench.machine.ServerProcess;
import dev.governance.bench.machine.Talk;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import dev.governance.console.db.schema.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A database for each schema, with the same rows in it. */
final class Schemas {
    private static final String DROP_EXTRA_INDEXES = """
            select 'drop index ' || indexrelid::regclass
              from pg_index
             where indrelid = 'governance_audit_events'::regclass
               and indexrelid::regclass::text like '%governance_console_%'
            """;

    private final Place place;
    private final Map<Schema, DatabaseUrl> urls = new EnumMap<>(Schema.class);
    private final boolean byPython;

    Schemas(Place place, long rows) {
        this.place = place;
        PythonPackage python = new PythonPackage(place);
        this.byPython = python.isInstalled();
        DatabaseUrl original = place.database("python");
        if (byPython) {
            python.migrate(original);
        } else {
            Place.execute(original, text("/sdk-schema.sql"));
        }
        DatabaseUrl console = place.database("console");
        Migrations.migrate(console, false, step -> {});
        Filling.fill(place, original, rows);
        Filling.fill(place, console, rows);
        urls.put(Schema.PYTHON, original);
        urls.put(Schema.CONSOLE, console);
        urls.put(Schema.SILENT, copy(console, Schema.SILENT));
        urls.put(Schema.NARROW, copy(console, Schema.NARROW));
        urls.put(Schema.ROW_NOTIFY, copy(original, Schema.ROW_NOTIFY));
        Place.execute(url(Schema.SILENT), "drop trigger governance_console_ring on governance_audit_events");
        dropExtraIndexes(url(Schema.NARROW));
        Place.execute(url(Schema.ROW_NOTIFY), text("/row-notify.sql"));
        urls.forEach((schema, url) -> Talk.say(schema + ": " + objects(url)));
    }

    private DatabaseUrl copy(DatabaseUrl from, Schema schema) {
        return place.copy(from, schema.toString());
    }

    DatabaseUrl url(Schema schema) {
        return Objects.requireNonNull(urls.get(schema));
    }

    ServerProcess server() {
        return place.server();
    }

    /** Who made the schema that ours is compared with. */
    String baseline() {
        return byPython
                ? "governance migrate of the Python package " + PythonPackage.VERSION
                : "its DDL, for the Python package is not installed (.ci/interop --prepare installs it)";
    }

    private static void dropExtraIndexes(DatabaseUrl url) {
        try (Connection connection = url.connect()) {
            for (String drop : Jdbc.words(connection, DROP_EXTRA_INDEXES)) {
                Jdbc.execute(connection, drop);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("indexes could not be dropped: " + e.getMessage(), e);
        }
    }

    private static List<String> objects(DatabaseUrl url) {
        try (Connection connection = url.connect()) {
            return Jdbc.words(
                    connection,
                    "select indexrelid::regclass::text from pg_index where indrelid = 'governance_audit_events'::regclass"
                            + " union all select 'trigger ' || tgname from pg_trigger where not tgisinternal and tgenabled <> 'D'"
                            + " and tgrelid = 'governance_audit_events'::regclass order by 1");
        } catch (SQLException e) {
            throw new IllegalStateException("the schema could not be read: " + e.getMessage(), e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
