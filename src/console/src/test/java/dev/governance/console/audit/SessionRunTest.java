package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.ReadingProgress;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One long session as a run: watched, interrupted, cancelled. */
class SessionRunTest {
    private static final UUID SESSION = new UUID(1, 0);
    private static final int LENGTH = 60_000;

    private AuditLog log;
    private LogConsole console;

    @BeforeEach
    void open() throws SQLException {
        log = new AuditLog();
        console = new LogConsole(log.url);
    }

    @AfterEach
    void close() throws SQLException {
        console.close();
        log.close();
    }

    private SessionRun run() throws SQLException {
        ManyRows.write(log.url, AuditLog.KEY, 1, 1, LENGTH);
        return console.session(SESSION);
    }

    private static ChainVerdict verdict(Future<Run.Conclusion> ended) {
        return (ChainVerdict) LogConsole.conclusion(ended).whole();
    }

    @Test
    void aLongSessionTellsHowFarItIsAndWhatItFound() throws SQLException {
        SessionRun run = run();
        Future<Run.Conclusion> ended = run.begin();
        Eventually.holds("rows are read", () -> run.progress().rows() > 0 || ended.isComplete());
        ReadingProgress half = run.progress();
        ChainVerdict verdict = verdict(ended);

        assertThat(half.total()).isEqualTo(LENGTH);
        assertThat(half.rows()).isPositive().isLessThan(LENGTH);
        assertThat(half.percent()).isBetween(0.1, 99.0);
        assertThat(verdict.intact()).isEqualTo(LENGTH);
        assertThat(verdict.sentence()).startsWith("Every HMAC matches its content");
        assertThat(verdict.sentence()).doesNotContain("The database went away");
        assertThat(run.progress().rows()).isEqualTo(LENGTH);
        assertThat(console.seen).extracting(SessionVerdict::sessionId).containsExactly(SESSION);
    }

    /** On the same event loop and the same database, while 60,000 events are being proved. */
    @Test
    void othersAreAnsweredMeanwhile() throws SQLException {
        UUID shorter = log.session(3)[0];
        SessionRun run = run();
        Future<Run.Conclusion> ended = run.begin();
        Eventually.holds("rows are read", () -> run.progress().rows() > 0 || ended.isComplete());

        ChainVerdict other = verdict(console.session(shorter).begin());

        assertThat(other.intact()).isEqualTo(3);
        assertThat(ended.isComplete()).as("the long one goes on").isFalse();
        assertThat(verdict(ended).intact()).isEqualTo(LENGTH);
    }

    @Test
    void damageIsNamed() throws SQLException {
        SessionRun run = run();
        UUID changed = UUID.fromString(
                log.text("select event_id from governance_audit_events order by chain_seq offset 40000 limit 1"));
        log.tamper("update governance_audit_events set kind = 'other' where event_id = ?", changed);

        ChainVerdict verdict = verdict(run.begin());

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 40,001");
        assertThat(verdict.firstFailure()).isEqualTo(changed);
    }

    @Test
    void aSessionWithoutRowsIsNotVerified() {
        ChainVerdict verdict = verdict(console.session(UUID.randomUUID()).begin());

        assertThat(verdict.verdict()).isEqualTo("empty");
        assertThat(verdict.verified()).isFalse();
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleIsWaitedForAndEveryRowIsReadOnce() throws SQLException {
        SessionRun run = run();
        Future<Run.Conclusion> ended = run.begin();
        Eventually.holds("rows are read", () -> run.progress().rows() > 0 || ended.isComplete());

        // A row of later is of no snapshot but the second, and its verdict would be about a part of it.
        String head = log.text("select hmac_value from governance_audit_events order by chain_seq desc limit 1");
        ChainEvent later = AuditLog.signed(SESSION, "agent-one", "tool.call", "{}", head);
        log.insert(later, AuditLog.KEY);
        Eventually.holds("the reader is cut off", () -> killed() > 0 || ended.isComplete());
        ChainVerdict verdict = verdict(ended);

        assertThat(verdict.intact()).isEqualTo(LENGTH);
        assertThat(verdict.sentence()).startsWith("Every HMAC matches its content");
        assertThat(verdict.sentence())
                .contains("The database went away meanwhile, so the rows were read in 2 snapshots");
        assertThat(verdict.linksChecked()).isEqualTo(LENGTH - 1);
        assertThat(run.progress().rows()).isEqualTo(LENGTH);
    }

    @Test
    void whatAnotherTransactionLocksIsWaitedFor() throws SQLException {
        UUID session = log.session(3)[0];
        SessionRun run = console.session(session);
        try (Connection holding = log.url.connect();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("lock table governance_audit_events in access exclusive mode");
            Future<Run.Conclusion> ended = run.begin();
            Eventually.holds("it waits", () -> run.progress().paused() != null || ended.isComplete());
            String why = run.progress().paused();
            holding.rollback();

            assertThat(verdict(ended).intact()).isEqualTo(3);
            assertThat(why)
                    .isEqualTo("another transaction in the database does not let go of what is to be read; end it"
                            + " (pg_blocking_pids names it); trying again");
            assertThat(run.progress().paused()).isNull();
        }
    }

    private int killed() {
        return TestPostgres.ask(
                        log.url,
                        "select pg_terminate_backend(pid)::text from pg_stat_activity"
                                + " where datname = current_database() and query like '%count(*) over () as found%'"
                                + " and pid <> pg_backend_pid()")
                .size();
    }

    @Test
    void whoCancelsIsObeyedInTheMiddle() throws SQLException {
        SessionRun run = run();
        Future<Run.Conclusion> ended = run.begin();
        Eventually.holds("rows are read", () -> run.progress().rows() > 0 || ended.isComplete());

        run.cancel();

        assertThat(catchThrowable(() -> LogConsole.conclusion(ended))).isInstanceOf(CancellationException.class);
        assertThat(run.progress().rows()).isLessThan(LENGTH);
        assertThat(console.seen).isEmpty();
    }
}
