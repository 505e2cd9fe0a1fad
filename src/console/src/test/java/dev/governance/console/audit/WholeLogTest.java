package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.chain.ChainKey;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.LogVerdict;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verdict on a whole log, damaged in many ways. */
class WholeLogTest {
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

    @Test
    void anEmptyLogIsNeverVerified() {
        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("empty");
        assertThat(verdict.headline()).isEqualTo("No events: nothing to verify");
        assertThat(verdict.verified()).isFalse();
    }

    @Test
    void aWholeLogIsReadToItsEndButDeletionsAreNotRuledOutWithoutMarks() throws SQLException {
        UUID[] first = log.session(250);
        log.session(1);

        LogVerdict verdict = console.verify();

        assertThat(verdict.events()).isEqualTo(251);
        assertThat(verdict.sessions()).isEqualTo(2);
        assertThat(verdict.verifiedSessions()).isEqualTo(2);
        assertThat(verdict.firstSeq()).isEqualTo(log.seq(first[1]));
        assertThat(verdict.damagedCount()).isZero();
        assertThat(verdict.headline()).isEqualTo("Marks missing");
        assertThat(verdict.verdict()).isEqualTo("unverifiable");
        assertThat(verdict.sentence())
                .isEqualTo("Every HMAC matches its content, and in every session every link matches the event before"
                        + " it. Deletions cannot be ruled out: the console's own record is missing.");
    }

    @Test
    void theWatchIsToLookAtWhatWasFound() throws SQLException {
        UUID[] edited = log.session(4);
        log.session(3);
        log.tamper("update governance_audit_events set kind = 'tool.result' where event_id = ?", edited[2]);

        console.verify();

        assertThat(log.text("select string_agg(session_id::text, ' ') from governance_console.closer_looks"))
                .isEqualTo(edited[0].toString());
    }

    @Test
    void everyDamagedSessionIsNamedInTheExactWordsOfItsOwnVerdict() throws SQLException {
        UUID[] edited = log.session(4);
        log.session(3);
        UUID[] cut = log.session(4);
        log.tamper("update governance_audit_events set kind = 'tool.result' where event_id = ?", edited[2]);
        log.tamper("delete from governance_audit_events where event_id = ?", cut[2]);

        LogVerdict verdict = console.verify();

        assertThat(verdict.headline()).isEqualTo("TAMPERED in 2 of 3 sessions");
        assertThat(verdict.verifiedSessions()).isEqualTo(1);
        assertThat(verdict.damagedCount()).isEqualTo(2);
        assertThat(verdict.damaged())
                .anySatisfy(damaged -> {
                    assertThat(damaged.sessionId()).isEqualTo(edited[0]);
                    assertThat(damaged.headline()).isEqualTo("TAMPERED at event 2");
                    assertThat(damaged.sentence())
                            .isEqualTo("The event was modified after signing. The links on both sides hold, so no"
                                    + " event was inserted, removed or reordered there.");
                    assertThat(damaged.eventId()).isEqualTo(edited[2]);
                    assertThat(damaged.kind()).isEqualTo("row_modified");
                    assertThat(damaged.chainSeq()).isEqualTo(log.seq(edited[2]));
                    assertThat(damaged.agents()).containsExactly("agent-one");
                })
                .anySatisfy(damaged -> {
                    assertThat(damaged.sessionId()).isEqualTo(cut[0]);
                    assertThat(damaged.kind()).isEqualTo("gap");
                });
    }

    @Test
    void impossibleTimesAndUnreadableMetadataAreVerdictsOnTheirRowsAndTheRunGoesOn() throws SQLException {
        UUID[] future = log.session(2);
        UUID[] past = log.session(2);
        UUID[] deep = log.session(2);
        UUID[] huge = log.session(2);
        log.session(2);
        log.tamper("update governance_audit_events set created_at = 'infinity' where event_id = ?", future[2]);
        log.tamper("update governance_audit_events set created_at = '-infinity' where event_id = ?", past[1]);
        log.tamper(
                "update governance_audit_events set metadata_json = ?::text::jsonb where event_id = ?",
                "[".repeat(2_000) + "]".repeat(2_000),
                deep[1]);
        log.tamper(
                "update governance_audit_events set metadata_json = jsonb_build_object('x', repeat('y', 6000000))"
                        + " where event_id = ?",
                huge[1]);

        LogVerdict verdict = console.verify();

        assertThat(verdict.headline()).isEqualTo("TAMPERED in 4 of 5 sessions");
        assertThat(verdict.events()).isEqualTo(10);
        assertThat(verdict.damaged())
                .extracting(LogVerdict.Damaged::eventId)
                .containsExactlyInAnyOrder(future[2], past[1], deep[1], huge[1]);
    }

    @Test
    void numbersAtTheEdgesOfWhatANumberIsAreReadLikeOthers() throws SQLException {
        UUID[] ids = log.session(3);
        log.tamper("update governance_audit_events set chain_seq = ? where event_id = ?", Long.MIN_VALUE, ids[1]);
        log.tamper("update governance_audit_events set chain_seq = ? where event_id = ?", Long.MAX_VALUE, ids[3]);

        LogVerdict verdict = console.verify();

        assertThat(verdict.events()).isEqualTo(3);
        assertThat(verdict.verifiedSessions()).isEqualTo(1);
        assertThat(verdict.firstSeq()).isEqualTo(Long.MIN_VALUE);
        assertThat(verdict.lastSeq()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aKeyThatIsNotHereIsNoTampering() throws SQLException {
        log.session(3);
        log.execute("""
            insert into governance_audit_chain_keys
                   (fingerprint, activated_at_chain_seq)
            values (?, 1)
            """, "9c2011fe".repeat(8));

        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("unverifiable");
        assertThat(verdict.headline()).isEqualTo("Cannot verify 3 of 3 events");
        assertThat(verdict.unresolvedKeys()).containsExactly("9c2011fe9c2011fe");
        assertThat(verdict.damaged()).extracting(LogVerdict.Damaged::verdict).containsExactly("unverifiable");
    }

    @Test
    void withAnotherSecretAThousandSessionsAreNamedAndTheRestIsCounted() throws SQLException {
        ManyRows.write(log.url, AuditLog.KEY, 1, 1_500, 2);
        try (LogConsole stranger =
                new LogConsole(log.url, ChainKey.ofSecret("another-secret-for-tests-0123456789"), Marks.unpinned())) {
            LogVerdict verdict = stranger.verify();

            assertThat(verdict.headline()).isEqualTo("TAMPERED in at least 1,000 of 1,500 sessions");
            assertThat(verdict.damaged()).hasSize(1_000);
            assertThat(verdict.damagedCount()).isEqualTo(1_500);
            assertThat(verdict.verifiedSessions()).isZero();
        }
    }

    @Test
    void twoConnectionsReadTheSameAsOne() throws SQLException {
        ManyRows.write(log.url, AuditLog.KEY, 1, 700, 7);
        log.tamper("update governance_audit_events set agent_id = 'other' where session_id = ?", new UUID(1, 77));

        LogVerdict verdict =
                LogConsole.verdict(console.run(2, 20, Duration.ZERO).begin());

        assertThat(verdict.events()).isEqualTo(4_900);
        assertThat(verdict.headline()).isEqualTo("TAMPERED in 1 of 700 sessions");
        assertThat(verdict.damaged()).extracting(LogVerdict.Damaged::sessionId).containsExactly(new UUID(1, 77));
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleIsWaitedForAndEveryRowIsReadOnce() throws SQLException {
        ManyRows.write(log.url, AuditLog.KEY, 1, 60_000, 4);
        LogRun run = console.run(2, 100, Duration.ofMinutes(1));
        Future<Run.Conclusion> ended = run.begin();

        Eventually.holds("rows are read", () -> run.progress().rows() > 0 || ended.isComplete());
        Eventually.holds("readers are cut off", () -> killed() > 0 || ended.isComplete());
        LogVerdict verdict = LogConsole.verdict(ended);

        assertThat(verdict.snapshots()).isGreaterThan(1);
        assertThat(verdict.events()).isEqualTo(240_000);
        assertThat(verdict.verifiedSessions()).isEqualTo(60_000);
        assertThat(verdict.damagedCount()).isZero();
        assertThat(verdict.sentence()).contains("The database went away meanwhile");
    }

    @Test
    void rowsThatAreAllWrittenAnewWhileTheDatabaseIsAwayAreReadFromTheBeginning() throws Exception {
        ManyRows.write(log.url, AuditLog.KEY, 1, 60_000, 4);
        LogRun run = console.run(1, 100, Duration.ofMinutes(1));
        Future<Run.Conclusion> ended = run.begin();
        Eventually.holds("rows are read", () -> run.progress().rows() > 0 || ended.isComplete());
        CompletableFuture<Void> anew = CompletableFuture.runAsync(() ->
                TestPostgres.execute(log.url, "cluster governance_audit_events using governance_audit_events_pkey"));
        Eventually.holds("somebody wants to write them anew", () -> waiting() > 0 || ended.isComplete());
        Eventually.holds("the reader is cut off", () -> killed() > 0 || ended.isComplete());
        LogVerdict verdict = LogConsole.verdict(ended);
        anew.get(2, TimeUnit.MINUTES);

        assertThat(verdict.snapshots()).isEqualTo(1);
        assertThat(verdict.events()).isEqualTo(240_000);
        assertThat(verdict.verifiedSessions()).isEqualTo(60_000);
        assertThat(verdict.damagedCount()).isZero();
    }

    private int waiting() {
        return TestPostgres.ask(
                        log.url,
                        "select pid::text from pg_stat_activity"
                                + " where datname = current_database() and query like 'cluster %' and wait_event_type = 'Lock'")
                .size();
    }

    private int killed() {
        return TestPostgres.ask(
                        log.url,
                        "select pg_terminate_backend(pid)::text from pg_stat_activity"
                                + " where datname = current_database() and query like 'copy (%' and state = 'active'")
                .size();
    }

    @Test
    void aDatabaseThatStaysAwayEndsItWithoutAnyClaim() throws SQLException {
        ManyRows.write(log.url, AuditLog.KEY, 1, 60_000, 4);
        DatabaseUrl guest = guest();
        try (LogConsole poor = new LogConsole(guest)) {
            LogRun run = poor.run(1, 100, Duration.ofMillis(300));
            Future<Run.Conclusion> ended = run.begin();

            Eventually.holds("rows are read", () -> run.progress().rows() > 0 || ended.isComplete());
            TestPostgres.execute(log.url, "alter role " + guest.user() + " connection limit 0");
            Eventually.holds("readers are cut off", () -> killed() > 0 || ended.isComplete());
            Throwable failure = catchThrowable(() -> LogConsole.verdict(ended));

            assertThat(failure)
                    .isInstanceOf(Stopped.class)
                    .hasMessageMatching("Verification stopped after [0-9,]+ of about [0-9,]+ events, so nothing is"
                            + " claimed: the database has been away for [0-9]+ s: the database [a-z ;_]+");
        }
    }

    /** A role that the server may turn away, as it never does with a superuser. */
    private DatabaseUrl guest() {
        String role = "guest_of_" + log.url.database();
        TestPostgres.execute(
                log.url,
                "create role " + role + " login password 'only-for-tests';"
                        + " grant usage on schema governance_console to " + role
                        + "; grant select on all tables in schema governance_console, public to " + role);
        return new DatabaseUrl(
                log.url.host(), log.url.port(), log.url.database(), role, "only-for-tests", log.url.parameters());
    }

    @Test
    void whoCancelsIsObeyedInTheMiddle() throws SQLException {
        ManyRows.write(log.url, AuditLog.KEY, 1, 60_000, 4);
        LogRun run = console.run(1, 100, Duration.ZERO);
        Future<Run.Conclusion> ended = run.begin();
        Eventually.holds("rows are read", () -> run.progress().rows() > 0 || ended.isComplete());

        run.cancel();

        assertThat(catchThrowable(() -> LogConsole.verdict(ended))).isInstanceOf(CancellationException.class);
        assertThat(run.progress().rows()).isLessThan(240_000);
    }
}
