package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.testing.Eventually;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final MovableClock clock = new MovableClock();
    private AuditLog log;
    private AuditConsole console;

    @BeforeEach
    void start() throws SQLException {
        log = new AuditLog();
    }

    @AfterEach
    void stop() throws SQLException {
        console.close();
        log.close();
    }

    @Test
    void everySessionIsCheckedWithoutBeingAskedFor() throws SQLException {
        UUID one = log.session(2)[0];
        UUID other = log.session(1)[0];
        console = AuditConsole.watching(log.url, clock);

        Eventually.holds("both are known", () -> console.known(one) != null && console.known(other) != null);

        assertThat(console.known(one).verdict()).isEqualTo("verified");
        assertThat(console.known(one).agents()).containsExactly("agent-one");
        assertThat(console.ask(Audit.KNOWN, new Audit.Known()).sessionsKnown()).isEqualTo(2);
        Eventually.holds("it was announced", () -> console.news.contains(new Audit.Checked(one, "verified")));
    }

    @Test
    void newRowsAreCheckedWhenTheBellRings() throws SQLException {
        UUID[] ids = log.session(1);
        console = AuditConsole.watching(log.url, clock);
        Eventually.holds("it is known", () -> console.known(ids[0]) != null);

        log.append(ids[0], "agent-two", "tool.call", "{}");
        ring(console.bus);

        Eventually.holds("the new row is known", () -> console.known(ids[0]).events() == 2);
        assertThat(console.known(ids[0]).headline()).isEqualTo("Verified (2 events)");
        assertThat(console.known(ids[0]).agents()).containsExactly("agent-one", "agent-two");
    }

    @Test
    void aForgedNewRowIsFound() throws SQLException {
        UUID[] ids = log.session(2);
        console = AuditConsole.watching(log.url, clock);
        Eventually.holds("it is known", () -> console.known(ids[0]) != null);

        log.insert(AuditLog.signed(ids[0], "agent-one", "tool.call", "{}", null), AuditLog.KEY);
        ring(console.bus);

        Eventually.holds("it is found", () -> console.known(ids[0]).verdict().equals("tampered"));
        assertThat(console.known(ids[0]).headline()).isEqualTo("TAMPERED at event 3");
    }

    @Test
    void aSilentEditOfAnOldRowIsFoundByReadingAgain() throws SQLException {
        UUID[] ids = log.session(3);
        console = AuditConsole.watching(log.url, clock);
        Eventually.holds("it is known", () -> console.known(ids[0]) != null);

        log.tamper("update governance_audit_events set kind = 'other' where event_id = ?", ids[1]);
        clock.forward(Duration.ofMinutes(1));
        ring(console.bus);

        Eventually.holds("it is found", () -> console.known(ids[0]).verdict().equals("tampered"));
        assertThat(console.known(ids[0]).eventId()).isEqualTo(ids[1]);
        Eventually.holds("it was announced", () -> console.news.contains(new Audit.Checked(ids[0], "tampered")));
    }

    @Test
    void rowsThatWereSeenAndAreGoneAreMissed() throws SQLException {
        UUID[] ids = log.session(3);
        console = AuditConsole.watching(log.url, clock);
        Eventually.holds("it is known", () -> console.known(ids[0]) != null);

        log.tamper("delete from governance_audit_events where event_id = ?", ids[3]);
        log.append(ids[0], "{}");
        ring(console.bus);

        Eventually.holds("it is found", () -> console.known(ids[0]).verdict().equals("truncated"));
        assertThat(console.known(ids[0]).headline()).isEqualTo("TRUNCATED after event 2");
        assertThat(console.verify(ids[0]).sentence())
                .isEqualTo(
                        "1 newer event that this console had seen is gone. The 1 event after event 2 was written later.");
    }

    @Test
    void aSessionVerifiedOnDemandIsKnownToo() throws SQLException {
        UUID session = log.session(2)[0];
        console = AuditConsole.asked(log.url);

        console.verify(session);
        console.verify(UUID.randomUUID());

        assertThat(console.ask(Audit.KNOWN, new Audit.Known()).sessions())
                .extracting(Audit.Finding::sessionId)
                .containsExactly(session);
    }

    private static void ring(Bus bus) {
        bus.announce(Doorbell.APPENDED, new Doorbell.Rung(true));
    }

    /** The system's clock, moved forward by hand. */
    private static final class MovableClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void forward(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
