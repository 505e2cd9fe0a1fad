package dev.governance.bench.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.chain.ChainKey;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import dev.governance.console.db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;

/** A PostgreSQL and a folder for one measurement, and nothing of anybody else's. */
public final class Place implements AutoCloseable {
    /** Signs every row that is measured. */
    public static final String SECRET = "4f1c0b7a9d2e63588c41f7a05be91d3772c8e6049abf5d1388e2704c6d95ab13";

    private static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

    private final Path root;
    private final Path folder;
    private final EmbeddedPostgres postgres;

    private Place(Path root, Path folder, EmbeddedPostgres postgres) {
        this.root = root;
        this.folder = folder;
        this.postgres = postgres;
    }

    /** Starts the database server; blocks. */
    public static Place open(Path root, Path folder) {
        try {
            Files.createDirectories(folder.resolve("pids"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder to work in", e);
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("data"), Talk::say);
        // A person's Ctrl-C ends the children; PostgreSQL and the folder are the script's to end then.
        Runtime.getRuntime().addShutdownHook(new Thread(Child::endAll, "end of children"));
        return new Place(root, folder, postgres);
    }

    public ChainKey key() {
        return ChainKey.ofSecret(SECRET);
    }

    /** Makes an empty database. */
    public DatabaseUrl database(String name) {
        execute(postgres.url(), "create database " + name);
        return in(name);
    }

    /** Makes a database with all that is in another, to which nobody may be connected. */
    public DatabaseUrl copy(DatabaseUrl from, String name) {
        execute(postgres.url(), "create database " + name + " template " + from.database());
        return in(name);
    }

    private DatabaseUrl in(String name) {
        DatabaseUrl server = postgres.url();
        return new DatabaseUrl(server.host(), server.port(), name, server.user(), server.password(), Map.of());
    }

    /** Runs one statement in a transaction of its own. */
    public static void execute(DatabaseUrl url, String sql) {
        try (Connection connection = url.connect()) {
            Jdbc.execute(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The one number that a query gives. */
    public static long number(DatabaseUrl url, String sql) {
        try (Connection connection = url.connect()) {
            return Jdbc.list(connection, sql, row -> row.getLong(1)).get(0);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** Sets something of the whole server; null gives it back its default. */
    public void configure(String name, @org.jspecify.annotations.Nullable String value) {
        execute(
                postgres.url(),
                value == null ? "alter system reset " + name : "alter system set " + name + " = '" + value + "'");
        execute(postgres.url(), "select pg_reload_conf()");
    }

    public ServerProcess server() {
        return new ServerProcess(folder.resolve("data"));
    }

    public Path root() {
        return root;
    }

    public Path folder() {
        return folder;
    }

    /** The environment in which programs find a database, its secret and a folder of their own. */
    public Map<String, String> environment(DatabaseUrl url) {
        return Map.of(
                "GOVERNANCE_DATABASE_URL",
                url.withPassword(),
                "GOVERNANCE_AUDIT_SECRET",
                SECRET,
                "GOVERNANCE_DATA",
                folder.resolve("console").toString());
    }

    /** Starts the command line as a person does. */
    public Child governance(DatabaseUrl url, String... words) {
        return Child.start(
                folder, environment(url), Words.of(root.resolve("governance").toString(), words));
    }

    /** What this was measured on, without naming the machine. */
    public ObjectNode machine() {
        ObjectNode machine = EMPTY.deepCopy();
        machine.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("processor", value(Path.of("/proc/cpuinfo"), "model name"));
        machine.put("memory", value(Path.of("/proc/meminfo"), "MemTotal"));
        machine.put("java", Runtime.version().toString());
        machine.put("load", load());
        return machine;
    }

    /** How busy the machine is and was (proc(5)), what is measured included. */
    public static String load() {
        return line(Path.of("/proc/loadavg"));
    }

    private static String value(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String line(Path file) {
        try {
            return Objects.requireNonNullElse(Files.readString(file), "").strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        Child.endAll();
        postgres.close();
    }
}
