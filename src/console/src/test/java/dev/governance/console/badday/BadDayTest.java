package dev.governance.console.badday;

import static dev.governance.console.badday.Bustle.pause;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.server.Console;
import dev.governance.console.testing.OwnServer;
import dev.governance.console.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A console with all that goes on around it, while its PostgreSQL has a bad day. Afterwards every acknowledged act is there
 * once, every event is there and was told, and the chain is whole.
 */
class BadDayTest {
    @TempDir
    Path folder;

    private OwnServer server;
    private Console console;
    private Bustle bustle;

    @BeforeEach
    void open() {
        server = new OwnServer(folder);
        Site site = new Site(server.url(), folder);
        console = site.serve(Map.of());
        bustle = new Bustle(site, console::url);
    }

    @AfterEach
    void close() {
        bustle.close();
        console.close();
        server.close();
    }

    private List<String> ask(String sql) {
        return TestPostgres.ask(server.url(), sql);
    }

    @Test
    void postgresIsRestarted() throws Exception {
        bustle.during(() -> {
            pause(700);
            server.stop();
            pause(1_500);
            server.start();
        });
    }

    @Test
    void postgresIsKilled() throws Exception {
        bustle.during(() -> {
            pause(700);
            server.kill();
            server.start();
        });
    }

    @Test
    void postgresFreezesAndWakesUp() throws Exception {
        bustle.during(() -> {
            pause(700);
            server.freeze();
            pause(6_000);
            server.thaw();
        });
    }

    @Test
    void theNetworkSwallowsEverythingAndComesBack() throws Exception {
        bustle.during(() -> {
            pause(700);
            server.swallow();
            pause(4_000);
            server.reset();
        });
    }

    @Test
    void everyConnectionIsEndedAgainAndAgain() throws Exception {
        bustle.during(() -> {
            for (int n = 0; n < 5; n++) {
                pause(400);
                ask("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and backend_type = 'client backend'");
            }
        });
    }

    @Test
    void postgresHasNoConnectionLeft() throws Exception {
        bustle.during(() -> {
            pause(700);
            List<Connection> taken = takeAll();
            ask(
                    taken.get(0),
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name"
                            + " <> 'taken' and backend_type = 'client backend' and pid <> pg_backend_pid()");
            taken.addAll(takeAll());
            pause(3_000);
            for (Connection connection : taken) {
                connection.close();
            }
        });
    }

    private List<Connection> takeAll() {
        List<Connection> taken = new ArrayList<>();
        try {
            while (taken.size() < 200) {
                Connection connection = server.url().connect();
                ask(connection, "set application_name = 'taken'");
                taken.add(connection);
            }
        } catch (DatabaseProblem e) {
            return taken; // there are no more
        }
        throw new AssertionError("there is no end of connections");
    }

    private static void ask(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void postgresTakesNoWritesForAWhile() throws Exception {
        bustle.during(() -> {
            pause(700);
            readOnly("on");
            pause(3_000);
            readOnly("off");
        });
    }

    private void readOnly(String value) {
        TestPostgres.execute(server.url(), "alter system set default_transaction_read_only = " + value);
        TestPostgres.execute(server.url(), "select pg_reload_conf()");
    }
}
