package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole log against what the console had seen of it. */
class MarkedLogTest {
    private AuditLog log;
    private MarkingNode node;
    private LogConsole console;
    private UUID[] first;
    private UUID[] second;

    @BeforeEach
    void aMarkedLog(@TempDir Path folder) throws SQLException {
        log = new AuditLog();
        first = log.session(4);
        second = log.session(3);
        node = new MarkingNode(log.url, AuditLog.KEY, MarksKey.random(), folder.resolve("head.json"));
        node.adopt("first start");
        node.mark();
        console = new LogConsole(log.url, AuditLog.KEY, node.marks);
    }

    @AfterEach
    void close() throws SQLException {
        console.close();
        node.close();
        log.close();
    }

    @Test
    void aLogThatAgreesWithItsMarksIsVerified() throws SQLException {
        log.append(first[0], "{\"later\": true}");
        log.session(2);

        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("verified");
        assertThat(verdict.verified()).isTrue();
        assertThat(verdict.headline()).isEqualTo("Verified (11 events in 4 sessions)"); // the adoption is one of them
        assertThat(verdict.marks().state()).isEqualTo(State.HOLDS);
        assertThat(verdict.sentence())
                .contains("up to sequence number " + verdict.marks().upTo());
    }

    @Test
    void aTailThatWasCutAndASessionThatIsGoneAreNamed() throws SQLException {
        log.tamper("delete from governance_audit_events where event_id = ?", first[4]);
        log.tamper("delete from governance_audit_events where session_id = ?", second[0]);

        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("truncated");
        assertThat(verdict.headline()).isEqualTo("TRUNCATED: events of 2 sessions are gone");
        assertThat(verdict.verifiedSessions()).isEqualTo(1);
        assertThat(verdict.sessions()).isEqualTo(2);
        assertThat(verdict.damaged())
                .extracting(LogVerdict.Damaged::sentence)
                .containsExactlyInAnyOrder(
                        "1 newer event that this console had seen is gone.",
                        "This session had 3 events; none is left.");
    }

    @Test
    void aLogThatWasEmptiedIsTruncatedNotEmpty() throws SQLException {
        log.tamper("truncate governance_audit_events");

        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("truncated");
        assertThat(verdict.events()).isZero();
    }

    @Test
    void whoTakesTheMarkAwayTogetherWithTheSessionForgesTheMarks() throws SQLException {
        log.tamper("delete from governance_audit_events where session_id = ?", second[0]);
        log.execute("delete from governance_console.marks where session_id = ?", second[0]);

        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("tampered");
        assertThat(verdict.headline()).isEqualTo("Marks forged");
        assertThat(verdict.damaged()).isEmpty(); // marks that cannot be believed blame no session
    }

    @Test
    void marksThatAreGoneAreMissed() throws SQLException {
        log.execute("delete from governance_console.mark_heads");

        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("unverifiable");
        assertThat(verdict.headline()).isEqualTo("Marks missing");
    }

    @Test
    void marksWhoseTablesAreGoneAreMissed() throws SQLException {
        log.execute(
                "drop table governance_console.marks, governance_console.mark_heads, governance_console.mark_state");

        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("unverifiable");
        assertThat(verdict.headline()).isEqualTo("Marks missing");
        assertThat(verdict.marks().alarms()).isTrue();
    }

    @Test
    void aRecordThatCoversNothingYetMakesNothingGreen() {
        node.adopt("after a restore");

        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("unverifiable");
        assertThat(verdict.headline()).isEqualTo("Marks have just begun");
        assertThat(verdict.marks().state()).isEqualTo(State.BEGUN);
    }

    @Test
    void aRecordThatStoppedLongAgoMakesNothingGreenAtTheFirstLook() throws SQLException {
        Instant then = Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
        node.signAgain(then);
        ChainEvent event = new ChainEvent(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "agent-one",
                null,
                "tool.call",
                null,
                null,
                null,
                "{}",
                null,
                then);
        log.insert(event, AuditLog.KEY);

        LogVerdict verdict = console.verify();

        assertThat(verdict.verdict()).isEqualTo("unverifiable");
        assertThat(verdict.headline()).isEqualTo("Marks are behind");
        assertThat(verdict.damaged()).isEmpty();
        assertThat(verdict.marks().state()).isEqualTo(State.STALE);
        assertThat(verdict.marks().sentence()).contains("It does not cover 1 event, written at ");
    }

    @Test
    void withoutTheirKeyMarksBlameNothingAndProveNothing() throws SQLException {
        try (LogConsole stranger = new LogConsole(log.url, AuditLog.KEY, Marks.unpinned())) {
            assertThat(stranger.verify().headline()).isEqualTo("Marks not checked");
            log.tamper("delete from governance_audit_events where event_id = ?", first[4]);

            assertThat(stranger.verify().headline()).isEqualTo("Marks not checked");
            assertThat(stranger.verify().damaged()).isEmpty();
        }
    }
}
