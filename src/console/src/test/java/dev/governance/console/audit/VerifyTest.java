package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import dev.governance.console.wire.ChainVerdict;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VerifyTest {
    private static AuditLog log;
    private static AuditConsole console;

    @BeforeAll
    static void start() throws SQLException {
        log = new AuditLog();
        console = AuditConsole.asked(log.url);
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
        log.close();
    }

    @Test
    void anUntouchedSessionIsVerifiedEventByEvent() throws SQLException {
        UUID[] ids = log.session(3);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.verified()).isTrue();
        assertThat(verdict.verdict()).isEqualTo("verified");
        assertThat(verdict.headline()).isEqualTo("Verified (3 events)");
        assertThat(verdict.sentence())
                .isEqualTo("Every HMAC matches its content and every link matches the event before it. Nothing between"
                        + " event 1 and event 3 was changed, added, removed or reordered.");
        assertThat(verdict.events()).extracting(ChainVerdict.Row::position).containsExactly(1L, 2L, 3L);
        assertThat(verdict.events()).extracting(ChainVerdict.Row::eventId).containsExactly(ids[1], ids[2], ids[3]);
        assertThat(verdict.linksChecked()).isEqualTo(2);
        assertThat(verdict.keyFingerprint()).isEqualTo("5a1f14ab6c7a0e7c");
    }

    @Test
    void aSessionWithoutRowsIsEmptyAndNeverVerified() {
        ChainVerdict verdict = console.verify(UUID.randomUUID());

        assertThat(verdict.verified()).isFalse();
        assertThat(verdict.verdict()).isEqualTo("empty");
        assertThat(verdict.headline()).isEqualTo("No events: nothing to verify");
    }

    @Test
    void oneChangedByteOfMetadataNamesItsEvent() throws SQLException {
        UUID[] ids = log.session(4);
        log.tamper("""
                update governance_audit_events
                   set metadata_json = replace(metadata_json::text, 'refund', 'refunb')::jsonb
                 where event_id = ?
                """, ids[2]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.verified()).isFalse();
        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 2");
        assertThat(verdict.sentence())
                .startsWith("The event was modified after signing. ")
                .endsWith("The links on both sides hold, so no event was inserted, removed or reordered there.");
        assertThat(verdict.firstFailure()).isEqualTo(ids[2]);
        assertThat(verdict.firstFailureReason()).isEqualTo("row_modified");
        assertThat(verdict.events()).extracting(ChainVerdict.Row::verified).containsExactly(true, false, true, true);
        assertThat(verdict.intact()).isEqualTo(3);
    }

    @Test
    void aDeletedRowInTheMiddleNamesTheGap() throws SQLException {
        UUID[] ids = log.session(4);
        log.tamper("delete from governance_audit_events where event_id = ?", ids[2]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 2");
        assertThat(verdict.sentence())
                .startsWith("Event 2 does not follow event 1: the event that it follows is missing.");
        assertThat(verdict.firstFailure()).isEqualTo(ids[3]);
        assertThat(verdict.firstFailureReason()).isEqualTo("gap");
    }

    @Test
    void aDeletedBeginningIsNamed() throws SQLException {
        UUID[] ids = log.session(3);
        log.tamper("delete from governance_audit_events where event_id = ?", ids[1]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.firstFailureReason()).isEqualTo("head_missing");
        assertThat(verdict.sentence()).startsWith("The first events are missing");
    }

    @Test
    void rowsThatChangedPlacesAreReordered() throws SQLException {
        UUID[] ids = log.session(4);
        long second = log.seq(ids[2]);
        long third = log.seq(ids[3]);
        log.tamper("update governance_audit_events set chain_seq = ? where event_id = ?", third, ids[2]);
        log.tamper("update governance_audit_events set chain_seq = ? where event_id = ?", second, ids[3]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.firstFailureReason()).isEqualTo("gap");
        assertThat(verdict.sentence()).startsWith("Event 2 does not follow event 1: inserted or reordered.");
    }

    @Test
    void twoEventsThatFollowTheSameOneAreAFork() throws SQLException {
        UUID[] ids = log.session(2);
        String first = log.text("select prev_hash from governance_audit_events where event_id = '" + ids[2] + "'");
        log.insert(AuditLog.signed(ids[0], "agent-one", "tool.call", "{}", first), AuditLog.KEY);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.firstFailureReason()).isEqualTo("fork");
        assertThat(verdict.sentence()).startsWith("Events 2 and 3 both follow event 1.");
    }

    @Test
    void aRowThatSharesANumberIsNotOverlooked() throws SQLException {
        UUID[] ids = log.session(2);
        ChainEvent smuggled = AuditLog.signed(ids[0], "agent-one", "tool.call", "{}", "0".repeat(64));
        log.insert(smuggled, "1".repeat(64), "{}", null, log.seq(ids[2]));

        assertThat(console.verify(ids[0]).verdict()).isEqualTo("tampered");
        assertThat(console.verify(ids[0]).eventCount()).isEqualTo(3);
    }

    @Test
    void aReplacedHmacIsCalledThat() throws SQLException {
        UUID[] ids = log.session(3);
        log.tamper("update governance_audit_events set hmac_value = ? where event_id = ?", "0".repeat(64), ids[2]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 2");
        assertThat(verdict.sentence()).startsWith("The HMAC was replaced.");
    }

    @Test
    void everyFailureIsListedNotOnlyTheFirst() throws SQLException {
        UUID[] ids = log.session(6);
        log.tamper(
                "update governance_audit_events set kind = 'tool.result' where event_id in (?, ?, ?)",
                ids[2],
                ids[4],
                ids[6]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 2 and 2 more");
        assertThat(verdict.findings())
                .extracting(ChainVerdict.Finding::eventId)
                .containsExactly(ids[2], ids[4], ids[6]);
    }

    @Test
    void whatWasWrittenDuringAnOutageIsNamedNotBlamed() throws SQLException {
        UUID[] ids = log.session(1);
        log.append(ids[0], "agent-one", ChainRow.DEGRADED, "{}");
        String later = log.text("select hmac_value from governance_audit_events where session_id = '" + ids[0]
                + "' order by chain_seq desc limit 1");
        ChainEvent drained = AuditLog.signed(ids[0], "agent-one", ChainRow.DEGRADED, "{}", null);
        ChainEvent older = new ChainEvent(
                drained.eventId(),
                ids[0],
                "agent-one",
                null,
                ChainRow.DEGRADED,
                null,
                null,
                null,
                "{}",
                null,
                drained.createdAt().minusSeconds(60));
        log.insert(older, AuditLog.KEY);
        log.append(ids[0], "{}");

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(later).hasSize(64);
        assertThat(verdict.headline()).isEqualTo("Verified (4 events, 1 written while the store was down)");
        assertThat(verdict.findings()).extracting(ChainVerdict.Finding::kind).containsExactly("degraded_segment");
    }

    @Test
    void aNumberThatPostgresWritesDifferentlyIsNoTampering() throws SQLException {
        UUID session = UUID.randomUUID();
        ChainEvent asSigned = AuditLog.signed(session, "agent-one", "tool.call", "{}", null);
        ChainEvent event = new ChainEvent(
                asSigned.eventId(),
                session,
                "agent-one",
                null,
                "tool.call",
                null,
                null,
                null,
                "{\"tokens\": 1e+16}",
                null,
                asSigned.createdAt());
        log.insert(event, AuditLog.KEY);

        ChainVerdict verdict = console.verify(session);

        assertThat(verdict.verified()).isTrue();
        assertThat(verdict.findings()).extracting(ChainVerdict.Finding::kind).containsExactly("numeric_roundtrip");
    }

    @Test
    void aLongSessionIsReadInChunksAndListsOnlyWhatFailed() throws SQLException {
        UUID session = UUID.randomUUID();
        String head = null;
        UUID[] ids = new UUID[10_051];
        log.execute("begin");
        for (int i = 0; i < ids.length; i++) {
            ChainEvent event = AuditLog.signed(session, "agent-one", "tool.call", "{\"n\": " + i + "}", head);
            head = AuditLog.KEY.mac(event.canonicalBytes());
            ids[i] = log.insert(event, head, event.metadataJson(), null, null);
        }
        log.execute("commit");

        assertThat(console.verify(session).headline()).isEqualTo("Verified (10,051 events)");
        log.tamper("update governance_audit_events set agent_id = 'other' where event_id = ?", ids[10_000]);
        ChainVerdict verdict = console.verify(session);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 10,001");
        assertThat(verdict.events()).extracting(ChainVerdict.Row::eventId).containsExactly(ids[10_000]);
    }

    @Test
    void hostileMetadataIsAFindingAndNothingElse() throws SQLException {
        UUID[] ids = log.session(3);
        String deep = "[".repeat(2_000) + "]".repeat(2_000);
        log.tamper(
                "update governance_audit_events set metadata_json = ?::text::jsonb where event_id = ?", deep, ids[1]);
        log.tamper(
                "update governance_audit_events set metadata_json = ?::text::jsonb where event_id = ?",
                "{\"n\": " + "9".repeat(100_000) + "." + "1".repeat(10_000) + "}",
                ids[2]);
        log.tamper(
                "update governance_audit_events set metadata_json = jsonb_build_object('x', repeat('y', 6000000))"
                        + " where event_id = ?",
                ids[3]);

        ChainVerdict verdict = console.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 1 and 2 more");
    }
}
