package dev.governance.console.testing;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.embedded.EmbeddedPostgres;
import dev.governance.console.db.schema.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for tests: the one {@code GOVERNANCE_TEST_DATABASE_URL} names, else a container where a Docker
 * engine answers, else the embedded one. One server per JVM, a database per test class, copied from a migrated template.
 */
public final class TestPostgres {
    private static final String VARIABLE = "GOVERNANCE_TEST_DATABASE_URL";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long PROCESS = ProcessHandle.current().pid();

    /** Made on first use. */
    private static final class Server {
        static final DatabaseUrl URL = server();
        static final String TEMPLATE = template();
    }

    /** A new database with the current schema, as superuser. */
    public static DatabaseUrl migrated() {
        return created(" template " + Server.TEMPLATE);
    }

    /** A new database without anything. */
    public static DatabaseUrl empty() {
        return created("");
    }

    private static DatabaseUrl created(String how) {
        String name = "test_" + PROCESS + "_" + NUMBER.incrementAndGet();
        execute(Server.URL, "create database " + name + how);
        return in(name);
    }

    private static DatabaseUrl in(String database) {
        DatabaseUrl server = Server.URL;
        return new DatabaseUrl(
                server.host(), server.port(), database, server.user(), server.password(), server.parameters());
    }

    /** Runs statements as superuser. */
    public static void execute(DatabaseUrl url, String sql) {
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The first column of what a query answers, as text. */
    public static List<String> ask(DatabaseUrl url, String sql) {
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> list = new ArrayList<>();
            while (rows.next()) {
                list.add(rows.getString(1));
            }
            return list;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static String template() {
        String name = "template_" + PROCESS;
        execute(Server.URL, "create database " + name);
        Migrations.migrate(in(name), false, line -> {});
        return name;
    }

    private static DatabaseUrl server() {
        String given = System.getenv(VARIABLE);
        if (given != null && !given.isBlank()) {
            return DatabaseUrl.parse(given);
        }
        return dockerAnswers() ? container() : embedded();
    }

    private static boolean dockerAnswers() {
        boolean named = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return named && org.testcontainers.DockerClientFactory.instance().isDockerAvailable();
    }

    private static DatabaseUrl container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
        container.start();
        return new DatabaseUrl(
                container.getHost(),
                container.getMappedPort(5432),
                container.getDatabaseName(),
                container.getUsername(),
                container.getPassword(),
                Map.of());
    }

    private static DatabaseUrl embedded() {
        try {
            Path folder = Path.of("target", "test-postgres").toAbsolutePath();
            Files.createDirectories(folder);
            Path home = Files.createTempDirectory(folder, "server");
            Files.delete(home);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(home, line -> {});
            forgetful(postgres.url());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, home)));
            return postgres.url();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a test wrote need not survive a loss of power, and a busy disk stops no test. */
    private static void forgetful(DatabaseUrl url) {
        execute(url, "alter system set fsync = off");
        execute(url, "alter system set full_page_writes = off");
        execute(url, "select pg_reload_conf()");
    }

    /** A server is a hundred megabytes, and every run makes one. */
    private static void end(EmbeddedPostgres postgres, Path home) {
        postgres.close();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestPostgres() {}
}
