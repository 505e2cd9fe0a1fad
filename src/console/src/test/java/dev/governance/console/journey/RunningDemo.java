package dev.governance.console.journey;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.embedded.EmbeddedPostgres;
import dev.governance.console.server.Demo;
import dev.governance.console.server.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The demo as a newcomer starts it, and its database as the superuser of a bad day reaches it. */
final class RunningDemo implements AutoCloseable {
    static final String USERNAME = "admin";

    private final Path folder;
    private final Demo demo;
    private final DatabaseUrl database;
    private final String password;

    private RunningDemo(Path folder, Demo demo) {
        this.folder = folder;
        this.demo = demo;
        this.database = EmbeddedPostgres.running(folder).orElseThrow();
        this.password = demo.password().orElseThrow();
    }

    /** Starts it with a configuration file and variables. */
    static RunningDemo start(String config, Map<String, String> environment) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "journey").toAbsolutePath());
            Path own = Files.createTempDirectory(parent, "demo");
            Path file = Files.writeString(own.resolve("console.json"), config);
            Path folder = own.resolve("data");
            return new RunningDemo(
                    folder,
                    Demo.start(
                            Configuration.read(file, Map.of(), Map.of("http.port", "0")),
                            folder,
                            environment,
                            line -> {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return demo.url();
    }

    String password() {
        return password;
    }

    /** For a further console on the same database. */
    String databaseUrl() {
        return database.withPassword();
    }

    String auditSecret() {
        try {
            return Files.readString(folder.resolve("audit-secret"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    /** Does damage that the append-only triggers would refuse. */
    void damage(String sql, Object... values) {
        try (Connection connection = database.connect();
                Statement role = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            role.execute("set session_replication_role = replica");
            bind(statement, values);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Adds somebody with the administrator's password. */
    void addPerson(String name, String role) {
        damage(
                "insert into governance_console_users (user_id, username, password_hash, role)"
                        + " select gen_random_uuid(), ?, password_hash, ? from governance_console_users where username = ?",
                name,
                role,
                USERNAME);
    }

    /** The first column of the first row as text. */
    String ask(String sql, Object... values) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @Override
    public void close() {
        demo.close();
    }
}
