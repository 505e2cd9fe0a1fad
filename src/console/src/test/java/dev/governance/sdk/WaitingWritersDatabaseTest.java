package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SessionVerdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents write while the drain's own work in the database takes long. */
class WaitingWritersDatabaseTest {
    private static final String DRAINER = "governance-held";

    private final UUID session = UUID.randomUUID();
    private final SdkDatabase database = new SdkDatabase();
    private final AtomicReference<DataSource> source = new AtomicReference<>(SdkDatabase.nowhere());

    @TempDir
    private Path folder;

    private Governance governance() {
        return Governance.builder(Connections.changing(source))
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(folder.resolve("held"))
                .queryTimeout(Duration.ofSeconds(60))
                .build();
    }

    private AuditEvent event(int number) {
        return AuditEvent.of("patient", "tool.call").session(session).with("number", number);
    }

    /** In time: long before the database answers. */
    private AuditResult logged(Governance governance, int number) throws Exception {
        return CompletableFuture.supplyAsync(() -> governance.audit().log(event(number)))
                .get(20, TimeUnit.SECONDS);
    }

    private void isInOrder(String... numbers) {
        List<String> stored = database.list(
                "select metadata_json ->> 'number' from governance_audit_events"
                        + " where session_id = ? and kind = 'tool.call' order by chain_seq",
                session);
        assertThat(stored).containsExactly(numbers);
        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).as(verdict.findings().toString()).isTrue();
    }

    private static boolean isDrained(Governance governance) {
        return SdkDatabase.eventually(() -> governance.audit().held().waiting() == 0);
    }

    @Test
    void noWriterWaitsForADrainThatIsStuck() throws Exception {
        try (Governance governance = governance();
                Connection other = database.url().connect()) {
            governance.audit().log(event(1));
            // A trigger that is slow for some reason of its own; a lock of the table would be given up soon.
            database.execute("create function stall() returns trigger language plpgsql as $$ begin"
                    + " perform set_config('lock_timeout', '0', true); perform pg_advisory_xact_lock(4711);"
                    + " return new; end $$");
            database.execute("create trigger stall before insert on governance_audit_events for each statement"
                    + " execute function stall()");
            other.setAutoCommit(false);
            other.createStatement().execute("select pg_advisory_xact_lock(4711)");
            source.set(database.dataSource());
            assertThat(SdkDatabase.eventually(this::isDrainStuck)).isTrue();

            AuditResult second;
            try {
                second = logged(governance, 2);
            } finally {
                other.rollback();
            }

            assertThat(second.held()).isTrue();
            assertThat(isDrained(governance)).isTrue();
            assertThat(governance.audit().log(event(3)).stored()).isTrue();
        }

        isInOrder("1", "2", "3");
    }

    private boolean isDrainStuck() {
        return database.list("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and query ilike '%insert into governance_audit_events%'")
                .equals(List.of("1"));
    }

    /** The first round is quick, so that writers let the second be the last; that one is stuck. */
    @Test
    void noWriterWaitsLongForTheLastOfIt() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        DataSource slow = Connections.prepared(
                database.dataSource(),
                connection -> {
                    if (Thread.currentThread().getName().equals(DRAINER)) {
                        switch (connections.incrementAndGet()) { // the first is the probe's
                            case 2 -> meanwhile.get().run();
                            case 3 -> await(stuck, free);
                            default -> {}
                        }
                    }
                },
                connection -> {});
        try (Governance governance = governance()) {
            meanwhile.set(() -> governance.audit().log(event(2)));
            governance.audit().log(event(1));
            source.set(slow);
            assertThat(stuck.await(20, TimeUnit.SECONDS)).isTrue();

            AuditResult third;
            AuditResult fourth;
            try {
                third = logged(governance, 3);
                fourth = logged(governance, 4);
            } finally {
                free.countDown();
            }

            assertThat(List.of(third, fourth)).allMatch(AuditResult::held);
            assertThat(isDrained(governance)).isTrue();
            assertThat(governance.audit().log(event(5)).stored()).isTrue();
        } finally {
            free.countDown();
        }

        isInOrder("1", "2", "3", "4", "5");
    }

    /** Whoever comes while the last of it is drained goes to the database behind it, or there would always be one more. */
    @Test
    void aWriterThatNeverRestsIsLetThroughInTheEnd() {
        try (Governance governance = governance()) {
            governance.audit().log(event(1));
            source.set(database.dataSource());

            assertThat(SdkDatabase.eventually(
                            () -> governance.audit().log(event(2)).stored()))
                    .isTrue();
        }

        assertThat(database.verify(session).isVerified()).isTrue();
    }

    private static void await(CountDownLatch reached, CountDownLatch passable) throws SQLException {
        reached.countDown();
        try {
            passable.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }
}
