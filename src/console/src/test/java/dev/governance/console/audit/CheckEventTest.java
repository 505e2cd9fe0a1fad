package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Audit;
import dev.governance.console.wire.EventVerdict;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One event checked by itself, with both links. */
class CheckEventTest {
    private AuditLog log;
    private AuditConsole console;
    private UUID[] ids;

    @BeforeEach
    void start() throws SQLException {
        log = new AuditLog();
        ids = log.session(5);
        console = AuditConsole.asked(log.url);
    }

    @AfterEach
    void stop() throws SQLException {
        console.close();
        log.close();
    }

    @Test
    void anIntactEventIsVerifiedWithBothLinks() {
        EventVerdict verdict = check(ids[3]);

        assertThat(verdict.verdict()).isEqualTo("verified");
        assertThat(verdict.sentence())
                .isEqualTo("The HMAC of this event matches its content. The link to the event before it holds;"
                        + " the event after it links to it. Only this event was checked.");
        assertThat(check(ids[1]).linkBefore()).isEqualTo("none");
        assertThat(check(ids[5]).linkAfter()).isEqualTo("none");
    }

    @Test
    void aModifiedEventShowsBothDigests() throws SQLException {
        log.tamper("update governance_audit_events set metadata_json = '{\"n\": 99}' where event_id = ?", ids[3]);

        EventVerdict verdict = check(ids[3]);

        assertThat(verdict.verdict()).isEqualTo("tampered");
        assertThat(verdict.computedHmac()).hasSize(64).isNotEqualTo(verdict.storedHmac());
        assertThat(verdict.linkBefore()).isEqualTo("holds");
        assertThat(verdict.linkAfter()).isEqualTo("holds");
        assertThat(verdict.sentence()).contains("modified after signing", "no event was inserted");
        assertThat(check(ids[2]).verdict()).isEqualTo("verified");
    }

    @Test
    void aNeighbourThatIsGoneBreaksTheLink() throws SQLException {
        log.tamper("delete from governance_audit_events where event_id = ?", ids[3]);

        assertThat(check(ids[2]).linkAfter()).isEqualTo("broken");
        assertThat(check(ids[4]).linkBefore()).isEqualTo("broken");
        assertThat(check(ids[4]).hmac()).isEqualTo("holds");
        assertThat(check(ids[4]).verdict()).isEqualTo("tampered");
        log.tamper("delete from governance_audit_events where event_id = ?", ids[1]);
        assertThat(check(ids[2]).linkBefore()).isEqualTo("broken");
    }

    @Test
    void aTimeThatNoClockSaysIsTampering() throws SQLException {
        log.tamper("update governance_audit_events set created_at = 'infinity' where event_id = ?", ids[3]);

        assertThat(check(ids[3]).verdict()).isEqualTo("tampered");
        assertThat(check(ids[4]).verdict()).isEqualTo("verified");
    }

    @Test
    void anUnknownEventIsNotFound() {
        assertThatThrownBy(() -> check(UUID.randomUUID()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.fault()).isEqualTo(Fault.NOT_FOUND));
    }

    private EventVerdict check(UUID eventId) {
        return console.ask(Audit.CHECK_EVENT, new Audit.CheckEvent(eventId));
    }
}
