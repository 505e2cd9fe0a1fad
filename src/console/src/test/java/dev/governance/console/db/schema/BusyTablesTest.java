package dev.governance.console.db.schema;

import static dev.governance.console.testing.TestPostgres.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BusyTablesTest {
    private static final String EVENT = """
            insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)
            values (gen_random_uuid(), gen_random_uuid(), 'agent', 'tool.call', 'mac', now())""";

    @Test
    void agentsWriteOnWhileAMigrationWaitsForTheirTable() throws Exception {
        DatabaseUrl url = Eras.database("e0");
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<MigrationReport> migration;
        try (Connection slow = url.connect();
                Connection agent = url.connect()) {
            slow.setAutoCommit(false);
            slow.createStatement().execute(EVENT);
            migration = CompletableFuture.supplyAsync(() -> Migrations.migrate(url, false, line -> {
                if (line.startsWith("a table is in use")) {
                    waiting.countDown();
                }
            }));
            assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();

            agent.createStatement().execute("set lock_timeout = '5s'");
            for (int i = 0; i < 20; i++) {
                agent.createStatement().execute(EVENT);
            }
            slow.commit();
        }

        assertThat(migration.get(60, TimeUnit.SECONDS).steps()).contains("applied V001 audit events");
        assertThat(ask(url, "select count(*) from governance_audit_events")).containsExactly("81");
    }

    @Test
    void aTableThatIsNeverFreeIsNamedWithItsHolder() throws Exception {
        DatabaseUrl url = Eras.database("e0");
        try (Connection slow = url.connect()) {
            slow.setAutoCommit(false);
            slow.createStatement().execute(EVENT);

            assertThatThrownBy(() -> Migrations.migrate(url, false, false, Duration.ofSeconds(1), line -> {}))
                    .isInstanceOf(DatabaseProblem.class)
                    .hasMessageContaining("stayed locked")
                    .hasMessageContaining("server process");
            slow.rollback();
        }

        assertThat(Migrations.migrate(url, false, line -> {}).steps()).contains("applied V001 audit events");
    }
}
