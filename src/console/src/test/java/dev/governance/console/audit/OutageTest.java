package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Verifications;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.embedded.EmbeddedPostgres;
import dev.governance.console.db.schema.Migrations;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Relay;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.VerificationJob;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs whose PostgreSQL is stopped in the middle and started again. The log is in a server of its own, so that the jobs'
 * table can be looked at meanwhile; its reader hangs after a megabyte, so that the middle lasts as long as a test needs.
 */
class OutageTest {
    private static final UUID SESSION = new UUID(1, 0);
    private static final int LENGTH = 30_000;
    private static final long A_MEGABYTE = 1_000_000;

    @TempDir
    private Path folder;

    private EmbeddedPostgres postgres;
    private Relay relay;
    private Stage stage;
    private LogConsole reader;

    @BeforeEach
    void open() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start(home(), line -> {});
        Migrations.migrate(postgres.url(), false, line -> {});
        ManyRows.write(postgres.url(), AuditLog.KEY, 1, 1, LENGTH);
        relay = new Relay();
        DatabaseUrl log = relay.to(postgres.url());
        relay.hold(A_MEGABYTE);
        reader = new LogConsole(log);
        stage = Stage.open();
        stage.deploy(new VerificationsVerticle(
                stage.bus(),
                stage.database(),
                stage.ledger(),
                (session, workers) ->
                        session == null ? reader.run(1, 1_000, Duration.ofMinutes(1)) : reader.session(session)));
    }

    private Path home() {
        return folder.resolve("data");
    }

    @AfterEach
    void close() {
        stage.close();
        reader.close();
        relay.close();
        postgres.close();
    }

    private VerificationJob start(@Nullable UUID session) {
        VerificationJob job = stage.ask(Verifications.START, new Verifications.Start(session, People.VIEWER, null));
        stage.bus().announce(Doorbell.JOBS, new Doorbell.Rung(true));
        return job;
    }

    private VerificationJob job(UUID id) {
        return stage.ask(Verifications.JOB, new Verifications.One(id));
    }

    private void eventually(UUID id, String state) {
        Eventually.holds(id + " is " + state, () -> {
            VerificationJob job = job(id);
            assertThat(job.hasEnded() && !job.state().equals(state))
                    .as(job.toString())
                    .isFalse();
            return job.state().equals(state);
        });
    }

    /** Stops the server when some rows are read and others are not; answers with what the job says meanwhile. */
    private VerificationJob interrupted(UUID id) {
        Eventually.holds("rows are read", () -> job(id).rows() > 0);
        postgres.close();
        relay.down();
        eventually(id, "paused");
        return job(id);
    }

    private void startAgain(String sql) {
        postgres = EmbeddedPostgres.start(home(), line -> {});
        TestPostgres.execute(postgres.url(), sql);
        relay.to(postgres.url());
    }

    private void pausesAndGoesOn(@Nullable UUID session, String events) {
        UUID id = start(session).id();
        VerificationJob paused = interrupted(id);
        startAgain("select 1");
        eventually(id, "done");
        VerificationJob done = job(id);

        assertThat(paused.rows()).isPositive().isLessThan(LENGTH);
        assertThat(paused.verdict()).isNull();
        assertThat(paused.secondsLeft()).isNull();
        assertThat(paused.reason())
                .isIn(
                        "the database does not answer; check that it runs and can be reached; trying again",
                        "the database is being stopped or started; trying again");
        assertThat(done.rows()).isEqualTo(LENGTH);
        assertThat(done.reason()).isNull();
        assertThat(done.verdict().get(events).asLong()).isEqualTo(LENGTH);
        assertThat(done.verdict().get("sentence").asText())
                .contains("The database went away meanwhile, so the rows were read in 2 snapshots");
    }

    @Test
    void aSessionGoesOnBehindTheLastRowThatWasRead() {
        pausesAndGoesOn(SESSION, "event_count");
    }

    @Test
    void theWholeLogGoesOnWhereItWas() {
        pausesAndGoesOn(null, "events");
    }

    @Test
    void rowsThatAreMissingWhenItComesBackAreMissed() {
        UUID id = start(SESSION).id();
        interrupted(id);
        startAgain("set session_replication_role = replica;"
                + " delete from governance_audit_events where chain_seq between 29000 and 29500");
        eventually(id, "done");

        assertThat(job(id).verdict().get("verdict").asText()).isEqualTo("tampered");
        assertThat(job(id).verdict().get("verified").asBoolean()).isFalse();
    }

    @Test
    void whoCancelsWhileItWaitsIsObeyed() {
        UUID id = start(SESSION).id();
        interrupted(id);

        stage.ask(Verifications.CANCEL, new Verifications.Cancel(id, People.VIEWER));
        stage.bus().announce(Doorbell.JOBS, new Doorbell.Rung(true));
        UUID next = start(new UUID(9, 9)).id();

        assertThat(job(id).state()).isEqualTo("cancelled");
        assertThat(job(id).verdict()).isNull();
        Eventually.holds("the next one's turn comes", () -> {
            stage.bus().announce(Doorbell.JOBS, new Doorbell.Rung(true));
            return !job(next).state().equals("queued");
        });
    }
}
