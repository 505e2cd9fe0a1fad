package dev.governance.console.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.contract.Users;
import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.server.Console;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.MarksUpkeep;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.Browser;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.OwnServer;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Role;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A console, an agent that writes, an admin who halts and somebody who follows, while their PostgreSQL has a bad day. Afterwards
 * every acknowledged act is there once, every event is there and was told, and the chain is whole.
 */
class BadDayTest {
    private static final String ADMIN = "marie";
    private static final String PASSWORD = "polonium and radium";
    private static final String AGENT = "busy-agent";

    /** What goes wrong, and that it is over again. */
    private interface Trouble {
        void pass() throws Exception;
    }

    @TempDir
    Path folder;

    private final UUID session = UUID.randomUUID();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private OwnServer server;
    private Console console;
    private Browser browser;
    private String token;

    @BeforeEach
    void open() {
        server = new OwnServer(folder);
        Map<String, String> environment =
                Map.of("GOVERNANCE_DATABASE_URL", server.url().withPassword(), "GOVERNANCE_AUDIT_SECRET", Stage.SECRET);
        Path data = folder.resolve("console");
        try (DatabaseSource source = DatabaseSource.forCommand(null, data, false, environment, line -> {})) {
            new MarksUpkeep(source, environment, List.of()).adopt("first start", "a test");
        }
        try (Stage stage = Stage.on(server.url())) {
            stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
            stage.ask(Users.ADD, new Users.Add(ADMIN, Role.ADMIN, PASSWORD, "a test"));
        }
        console = Console.serve(
                Configuration.read(null, Map.of(), Map.of("http.port", "0")), data, environment, line -> {});
        browser = Browser.signedIn(console.url(), ADMIN, PASSWORD);
        token = browser.send(
                        "POST",
                        "/api/auth/tokens",
                        Map.of(
                                "name",
                                "a bad day",
                                "scopes",
                                List.of("read", "agents.halt"),
                                "expires_in_days",
                                1,
                                "password_of_caller",
                                PASSWORD),
                        "secret")
                .asText();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        console.close();
        server.close();
    }

    private Governance governance() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.url().jdbcUrl());
        source.setUser(server.url().user());
        source.setPassword(server.url().password());
        source.setSocketTimeout(5);
        source.setConnectTimeout(2);
        return Governance.builder(source)
                .auditSecret(Stage.SECRET)
                .holdingFolder(folder.resolve("held"))
                .build();
    }

    private List<String> ask(String sql) {
        return TestPostgres.ask(server.url(), sql);
    }

    private void during(Trouble trouble) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (Governance agent = governance();
                Follower follower = new Follower(console.url(), token)) {
            Eventually.holds("somebody follows", follower::isLive);
            CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> write(agent, over), threads);
            Halts halts = new Halts(console.url(), token);
            CompletableFuture<Void> halted = CompletableFuture.runAsync(() -> halt(halts, over), threads);

            trouble.pass();

            over.set(true);
            halted.join();
            int events = written.join();
            Eventually.holds(
                    "nothing waits at the agent", () -> agent.audit().held().waiting() == 0);
            assertThat(halts.statuses()).as("done, or not now, or nobody knows").isSubsetOf(200, 503, 0);
            nothingIsLost(events, follower, halts.acknowledged());
        }
    }

    /** As fast as it is let. */
    private int write(Governance agent, AtomicBoolean over) {
        int events = 0;
        while (!over.get()) {
            assertThat(agent.audit()
                            .log(AuditEvent.of(AGENT, "tool.call").session(session))
                            .lost())
                    .isFalse();
            events++;
            pause(5);
        }
        return events;
    }

    /** As long as it lasts, and once more; however slow it is, a few times. */
    private static void halt(Halts halts, AtomicBoolean over) {
        boolean last = false;
        while (!last) {
            last = over.get() && halts.acknowledged().size() >= 2;
            try {
                halts.halt("halted-" + (100 + halts.acknowledged().size()));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            pause(300);
        }
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void nothingIsLost(int events, Follower follower, List<String> halted) {
        assertThat(halted).hasSizeGreaterThan(2);
        assertThat(ask("select count(*) from governance_audit_events where kind = 'tool.call' and session_id = '"
                        + session + "'"))
                .containsExactly(Integer.toString(events));
        assertThat(ask("select agent_id from governance_audit_events where kind = 'agent.halted' order by agent_id"))
                .isEqualTo(halted);
        Set<String> all = new HashSet<>(ask("select event_id from governance_audit_events where session_id = '"
                + session + "' or kind = 'agent.halted'"));
        Eventually.holds("all of it was told", () -> follower.events().containsAll(all));
        assertThat(follower.resets()).isEmpty();
        assertThat(ask("select session_id from governance_audit_events group by 1"))
                .allSatisfy(id -> assertThat(browser.get("/api/session/" + id + "/verify")
                                .path("verdict")
                                .asText())
                        .isEqualTo("verified"));
        assertThat(browser.get("/health/governance").path("db_reachable").asBoolean())
                .isTrue();
    }

    @Test
    void postgresIsRestarted() throws Exception {
        during(() -> {
            pause(700);
            server.stop();
            pause(1_500);
            server.start();
        });
    }

    @Test
    void postgresIsKilled() throws Exception {
        during(() -> {
            pause(700);
            server.kill();
            server.start();
        });
    }

    @Test
    void postgresFreezesAndWakesUp() throws Exception {
        during(() -> {
            pause(700);
            server.freeze();
            pause(6_000);
            server.thaw();
        });
    }

    @Test
    void theNetworkSwallowsEverythingAndComesBack() throws Exception {
        during(() -> {
            pause(700);
            server.swallow();
            pause(4_000);
            server.reset();
        });
    }

    @Test
    void everyConnectionIsEndedAgainAndAgain() throws Exception {
        during(() -> {
            for (int n = 0; n < 5; n++) {
                pause(400);
                ask("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and backend_type = 'client backend'");
            }
        });
    }

    @Test
    void postgresHasNoConnectionLeft() throws Exception {
        during(() -> {
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
        during(() -> {
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
