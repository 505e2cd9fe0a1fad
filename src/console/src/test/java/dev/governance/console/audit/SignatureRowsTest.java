package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.AgentPublicKey;
import dev.governance.chain.CanonicalJson;
import dev.governance.chain.ChainEvent;
import dev.governance.console.contract.Audit;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Correction;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signatures and corrections as the database holds them. */
class SignatureRowsTest {
    private final UUID session = UUID.randomUUID();
    private AuditLog log;
    private AuditConsole console;
    private AgentPublicKey key;
    private UUID signed;

    /** Two rows, the second with an Ed25519 signature. */
    @BeforeEach
    void aSignedRow() throws SQLException, GeneralSecurityException {
        log = new AuditLog();
        console = AuditConsole.asked(log.url);
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = AgentPublicKey.ofPem("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----");
        log.append(session, "{}");
        String head = log.text("select hmac_value from governance_audit_events");
        ChainEvent event = AuditLog.signed(session, "agent-one", "tool.call", "{\"n\": 2}", head);
        String mac = AuditLog.KEY.mac(event.canonicalBytes());
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(event.signedBytes(mac));
        signed = log.insert(event, mac, event.metadataJson(), null, null);
        log.tamper(
                "update governance_audit_events set signature = ?, signing_key_fingerprint = ?,"
                        + " signature_status = 'signed' where event_id = ?",
                signer.sign(),
                key.fingerprint(),
                signed);
    }

    @AfterEach
    void close() throws SQLException {
        console.close();
        log.close();
    }

    private void importKey() throws SQLException {
        log.execute(
                "insert into governance_agent_keys (key_fingerprint, agent_id, public_key_pem, activated_at_chain_seq)"
                        + " values (?, 'agent-one', ?, 0)",
                key.fingerprint(),
                key.pem());
    }

    @Test
    void theKeyIsUnknownUntilItWasImported() throws SQLException {
        ChainVerdict before = console.verify(session);
        importKey();
        ChainVerdict after = console.verify(session);

        assertThat(before.verified()).isTrue();
        assertThat(before.signatures()).isEqualTo(new ChainVerdict.Signatures(0, 1, 1, 0, 0));
        assertThat(after.verified()).isTrue();
        assertThat(after.signatures()).isEqualTo(new ChainVerdict.Signatures(1, 1, 0, 0, 0));
    }

    @Test
    void aSignatureOfAnotherLengthIsInvalid() throws SQLException {
        importKey();
        log.tamper("update governance_audit_events set signature = signature || '\\x00' where event_id = ?", signed);

        assertThat(console.verify(session).firstFailureReason()).isEqualTo("signature_invalid");
    }

    @Test
    void aStrippedSignatureIsTampering() throws SQLException {
        importKey();
        log.tamper("update governance_audit_events set signature = null where event_id = ?", signed);

        assertThat(console.verify(session).firstFailureReason()).isEqualTo("signature_invalid");
    }

    @Test
    void theEarliestOfSeveralRevocationsCounts() throws SQLException {
        importKey();
        String revoke = "insert into governance_agent_key_revocations"
                + " (key_fingerprint, revoked_at_chain_seq, reason, operator_id) values (?, ?, 'lost', 'maria')";
        log.execute(revoke, key.fingerprint(), log.seq(signed) + 5);
        ChainVerdict before = console.verify(session);
        log.execute(revoke, key.fingerprint(), log.seq(signed));

        assertThat(before.verified()).isTrue();
        assertThat(console.verify(session).verdict()).isEqualTo("unverifiable");
        assertThat(console.verify(session).signatures().revoked()).isEqualTo(1);
    }

    @Test
    void aCorrectionStandsBesideWhatItCorrects() throws SQLException {
        long seq = log.seq(signed);
        UUID correction = correct(seq, seq, "checked by hand; password=sk-ant-abcdefghijklmnop0123");
        correct(seq + 100, seq + 200, "of other rows");

        ChainVerdict verdict = console.verify(session);

        assertThat(verdict.verified()).isTrue();
        assertThat(verdict.corrections()).hasSize(1);
        Correction told = verdict.corrections().get(0);
        assertThat(told.eventId()).isEqualTo(correction);
        assertThat(told.from()).isEqualTo(seq);
        assertThat(told.to()).isEqualTo(seq);
        assertThat(told.reason()).isEqualTo("operator_marked_erroneous");
        assertThat(told.by()).isEqualTo("maria");
        assertThat(told.note()).isEqualTo("checked by hand; password=[REDACTED]");
        assertThat(told.verified()).isTrue();
        assertThat(console.ask(Audit.CORRECTIONS, new Audit.Range(seq, seq)).corrections())
                .isEqualTo(verdict.corrections());
        assertThat(console.ask(Audit.CORRECTIONS, new Audit.Range(seq - 1, seq - 1))
                        .corrections())
                .isEmpty();
    }

    @Test
    void aCorrectionBehindOtherRowsOfItsSessionIsAsTrue() throws SQLException {
        UUID operators = UUID.randomUUID();
        log.append(operators, "{}");
        log.append(
                operators,
                "governance.operator",
                "audit.correction",
                "{\"ref_chain_seq_start\": 0, \"ref_chain_seq_end\": 1e9, \"reason\": \"x\", \"operator_id\": \"maria\"}");

        assertThat(console.verify(session).corrections())
                .extracting(Correction::verified)
                .containsExactly(true);
    }

    @Test
    void aCorrectionThatNobodySignedIsToldAsThat() throws SQLException {
        UUID correction = correct(0, Long.MAX_VALUE, "all wrong");
        log.tamper("update governance_audit_events set hmac_value = repeat('0', 64) where event_id = ?", correction);

        assertThat(console.verify(session).corrections())
                .extracting(Correction::verified)
                .containsExactly(false);
    }

    @Test
    void whateverIsWrittenAsARangeMakesNoVerdictFail() throws SQLException {
        for (String range : new String[] {"\"x\"", "null", "[1]", "-1e300", "{}"}) {
            append("{\"ref_chain_seq_start\": " + range + ", \"ref_chain_seq_end\": 1e300}");
        }

        assertThat(console.verify(session).verified()).isTrue();
    }

    @Test
    void aSignedCorrectionAtATimeThatIsNoneCostsNoVerdict() throws SQLException {
        importKey();
        long seq = log.seq(signed);
        UUID correction = correct(seq, seq, "checked by hand");
        log.tamper(
                "update governance_audit_events set created_at = 'infinity', signing_key_fingerprint = ?,"
                        + " signature = decode(repeat('ab', 64), 'hex'), signature_status = 'signed' where event_id = ?",
                key.fingerprint(),
                correction);

        ChainVerdict verdict = console.verify(session);

        assertThat(verdict.verified()).isTrue();
        assertThat(verdict.corrections()).extracting(Correction::verified).containsExactly(false);
    }

    private UUID correct(long from, long to, String note) throws SQLException {
        return append(CanonicalJson.write(Map.of(
                "reason",
                "operator_marked_erroneous",
                "operator_id",
                "maria",
                "ref_chain_seq_start",
                from,
                "ref_chain_seq_end",
                to,
                "note",
                note)));
    }

    private UUID append(String metadata) throws SQLException {
        return log.append(UUID.randomUUID(), "governance.operator", "audit.correction", metadata);
    }
}
