package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database superuser does to sessions that the console had seen, and what verifying them says. */
class MarksTest {
    private static AuditLog log;
    private static MarkingNode node;
    private static AuditConsole console;

    @BeforeAll
    static void start(@TempDir Path folder) throws SQLException {
        log = new AuditLog();
        node = new MarkingNode(log.url, AuditLog.KEY, MarksKey.random(), folder.resolve("head.json"));
        node.adopt("first start");
        console = AuditConsole.knowing(log.url, node.marks);
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
        node.close();
        log.close();
    }

    private static UUID[] marked(int events) throws SQLException {
        UUID[] ids = log.session(events);
        node.mark();
        return ids;
    }

    private static String mac(UUID eventId) throws SQLException {
        return log.text("select hmac_value from governance_audit_events where event_id = '" + eventId + "'");
    }

    /** Writes an event as it would be had it been there all along, with the key that agents have. */
    private static String forge(UUID session, String prevHash, long seq) throws SQLException {
        ChainEvent event = AuditLog.signed(session, "agent-one", "tool.call", "{\"forged\": true}", prevHash);
        String mac = AuditLog.KEY.mac(event.canonicalBytes());
        log.insert(event, mac, event.metadataJson(), null, seq);
        return mac;
    }

    @Test
    void whatIsThereIsVerifiedAndTheRecordHolds() throws SQLException {
        UUID[] ids = marked(3);
        log.append(ids[0], "{\"later\": true}");

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("Verified (4 events)");
        assertThat(verdict.marks().state()).isEqualTo(State.HOLDS);
    }

    @Test
    void aTruncatedTailIsMissed() throws SQLException {
        UUID[] ids = marked(5);
        log.tamper("delete from governance_audit_events where event_id in (?, ?)", ids[4], ids[5]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.verdict()).isEqualTo("truncated");
        assertThat(verdict.headline()).isEqualTo("TRUNCATED after event 3");
        assertThat(verdict.sentence()).isEqualTo("2 newer events that this console had seen are gone.");
    }

    @Test
    void aWholeSessionIsMissed() throws SQLException {
        UUID[] ids = marked(3);
        log.tamper("delete from governance_audit_events where session_id = ?", ids[0]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.verdict()).isEqualTo("truncated");
        assertThat(verdict.sentence()).isEqualTo("This session had 3 events; none is left.");
    }

    @Test
    void aTailWrittenAnewWithTheAuditKeyIsFound() throws SQLException {
        UUID[] ids = marked(4);
        long third = log.seq(ids[3]);
        long fourth = log.seq(ids[4]);
        log.tamper("delete from governance_audit_events where event_id in (?, ?)", ids[3], ids[4]);
        forge(ids[0], forge(ids[0], mac(ids[2]), third), fourth);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 4");
        assertThat(verdict.firstFailureReason()).isEqualTo("rewritten");
        assertThat(verdict.sentence())
                .startsWith("Event 4 is not the one that this console had seen: it was written anew by somebody who has"
                        + " the audit key.");
        assertThat(verdict.intact()).isEqualTo(4);
    }

    @Test
    void aTailThatGoesOnAfterADeletionDoesNotHideIt() throws SQLException {
        UUID[] ids = marked(4);
        log.tamper("delete from governance_audit_events where event_id = ?", ids[4]);
        log.append(ids[0], "{}");
        node.mark();

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.verdict()).isEqualTo("tampered");
        assertThat(verdict.firstFailureReason()).isEqualTo("removed");
        assertThat(verdict.sentence()).startsWith("1 event that this console had seen before the last one is gone.");
    }

    @Test
    void aRowReplacedTogetherWithItsMacIsFound() throws SQLException {
        UUID[] ids = marked(3);
        log.tamper(
                "update governance_audit_events set kind = 'other', hmac_value = ? where event_id = ?",
                "ab".repeat(32),
                ids[3]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 3");
        assertThat(verdict.firstFailureReason()).isEqualTo("row_modified");
    }

    @Test
    void twoSessionsThatChangedNamesAreFound() throws SQLException {
        UUID[] one = marked(2);
        UUID[] other = marked(2);
        log.tamper("""
                update governance_audit_events
                   set session_id = case session_id when ? then ?::uuid else ?::uuid end
                 where session_id in (?, ?)
                """, one[0], other[0], one[0], one[0], other[0]);

        assertThat(console.verify(one[0]).verdict()).isEqualTo("tampered");
        assertThat(console.verify(other[0]).verdict()).isEqualTo("tampered");
    }

    @Test
    void twoSessionsThatChangedPlacesAreFoundThoughEveryMacHolds() throws SQLException {
        UUID[] one = marked(2);
        UUID[] other = marked(2);
        long shift = log.seq(other[1]) - log.seq(one[1]);
        log.tamper("""
                update governance_audit_events
                   set chain_seq = chain_seq + case session_id when ? then ? else -? end
                 where session_id in (?, ?)
                """, one[0], shift, shift, one[0], other[0]);

        for (UUID session : new UUID[] {one[0], other[0]}) {
            ChainVerdict verdict = console.verify(session);
            assertThat(verdict.verdict()).isEqualTo("tampered");
            assertThat(verdict.firstFailureReason()).isEqualTo("renumbered");
            assertThat(verdict.intact()).isEqualTo(2);
        }
    }

    @Test
    void aRowMovedToAnotherSessionIsFoundInBoth() throws SQLException {
        UUID[] one = marked(2);
        UUID[] other = marked(1);
        log.tamper("update governance_audit_events set session_id = ? where event_id = ?", other[0], one[2]);

        assertThat(console.verify(one[0]).verdict()).isEqualTo("truncated");
        assertThat(console.verify(other[0]).verdict()).isEqualTo("tampered");
    }

    @Test
    void changedSequenceNumbersAreFoundThoughOrderAndLinksHold() throws SQLException {
        UUID[] ids = marked(3);
        log.tamper("update governance_audit_events set chain_seq = chain_seq + 1000000 where event_id = ?", ids[3]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("TAMPERED");
        assertThat(verdict.firstFailureReason()).isEqualTo("renumbered");
    }

    @Test
    void aSessionPutIntoThePastIsFound() throws SQLException {
        UUID[] ids = marked(1);
        long seq = log.seq(ids[1]);
        UUID forged = UUID.randomUUID();
        forge(forged, null, seq);

        ChainVerdict verdict = console.verify(forged);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 1");
        assertThat(verdict.firstFailureReason()).isEqualTo("backdated");
    }
}
