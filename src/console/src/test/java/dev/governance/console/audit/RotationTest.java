package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.console.wire.ChainVerdict;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final String FIRST_SECRET = "4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07";
    private static final ChainKey SECOND =
            ChainKey.ofSecret("9e8d7c6b5a49382716f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0ff");
    private static final UUID SYSTEM = new UUID(0, 1);

    private AuditLog log;
    private UUID before;
    private UUID marker;

    /** One session under the first key, the marker in the system's session, one more event under the second key. */
    @BeforeEach
    void aKeyIsRotated() throws SQLException {
        log = new AuditLog();
        before = log.session(2)[0];
        String newest = log.text("select hmac_value from governance_audit_events order by chain_seq desc limit 1");
        String naming = "{\"outgoing_fingerprint\": \"" + AuditLog.KEY.fingerprint()
                + "\", \"incoming_fingerprint\": \"" + SECOND.fingerprint() + "\"}";
        ChainEvent event = AuditLog.signed(SYSTEM, "governance.system", ChainRow.ROTATION, naming, newest);
        String outgoing = AuditLog.KEY.mac(event.canonicalBytes());
        marker = log.insert(event, outgoing, naming, SECOND.mac(event.canonicalBytes()), null);
        long seq = log.seq(marker);
        String versions = "insert into governance_audit_chain_keys"
                + " (fingerprint, activated_at_chain_seq, retired_at_chain_seq) values (?, ?, ?)";
        log.execute(versions, AuditLog.KEY.fingerprint(), 0L, seq + 1);
        log.execute(versions, SECOND.fingerprint(), seq + 1, null);
        log.insert(AuditLog.signed(SYSTEM, "governance.system", "custom", "{}", outgoing), SECOND);
    }

    @AfterEach
    void close() throws SQLException {
        log.close();
    }

    @Test
    void withBothKeysEverythingIsVerifiedAndTheMarkerLinksAcrossSessions() {
        try (AuditConsole console = AuditConsole.asked(
                log.url, SECOND, Map.of("GOVERNANCE_CHAIN_KEY_5a1f14ab6c7a0e7c", "env://OLD", "OLD", FIRST_SECRET))) {
            assertThat(console.verify(before).headline()).isEqualTo("Verified (2 events)");
            assertThat(console.verify(SYSTEM).headline()).isEqualTo("Verified (2 events)");
        }
    }

    @Test
    void withoutTheOldKeyNothingItSignedIsClaimed() {
        try (AuditConsole console = AuditConsole.asked(log.url, SECOND, Map.of())) {
            ChainVerdict verdict = console.verify(before);

            assertThat(verdict.verified()).isFalse();
            assertThat(verdict.verdict()).isEqualTo("unverifiable");
            assertThat(verdict.headline()).isEqualTo("Cannot verify 2 of 2 events");
            assertThat(verdict.sentence())
                    .isEqualTo("They were signed with key 5a1f 14ab 6c7a 0e7c, which this server does not have.");
            assertThat(verdict.unresolvedKeys()).containsExactly("5a1f14ab6c7a0e7c");
        }
    }

    @Test
    void aForgedMarkerIsTampering() throws SQLException {
        log.tamper("update governance_audit_events set hmac_next = ? where event_id = ?", "0".repeat(64), marker);

        try (AuditConsole console =
                AuditConsole.asked(log.url, SECOND, Map.of("GOVERNANCE_CHAIN_KEY_5a1f14ab6c7a0e7c", FIRST_SECRET))) {
            assertThat(console.verify(SYSTEM).firstFailureReason()).isEqualTo("marker_forged");
        }
    }

    @Test
    void aMarkerWhoseNeighbourIsGoneIsNotProven() throws SQLException {
        log.tamper("delete from governance_audit_events where session_id = ?", before);

        try (AuditConsole console =
                AuditConsole.asked(log.url, SECOND, Map.of("GOVERNANCE_CHAIN_KEY_5a1f14ab6c7a0e7c", FIRST_SECRET))) {
            assertThat(console.verify(SYSTEM).verdict()).isEqualTo("unverifiable");
        }
    }
}
