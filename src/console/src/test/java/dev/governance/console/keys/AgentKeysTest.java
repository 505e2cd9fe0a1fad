package dev.governance.console.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Keys;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.KeyTimeline;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Importing and revoking public keys, and the timeline that shows them. */
class AgentKeysTest {
    private static final String PEM = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=
            -----END PUBLIC KEY-----
            """;
    private static final String FINGERPRINT = "f0ff50dacf109dea7f716d7c03eb7a82";

    private final KeysStage keys =
            new KeysStage(Stage.open(), Map.of("GOVERNANCE_CHAIN_KEY_14350507100e9de4", KeysStage.NEW_SECRET));
    private final Stage stage = keys.stage;

    @AfterEach
    void close() {
        keys.close();
    }

    private static Keys.Import importing(String pem) {
        return new Keys.Import("governance.default", pem, null, "a test");
    }

    private static Keys.Revoke revoking() {
        return new Keys.Revoke(FINGERPRINT, "laptop lost; token=sk-ant-abcdefghijklmnop0123", "maria");
    }

    @Test
    void anImportAndItsAuditRowAreOne() {
        Keys.Imported imported = stage.ask(Keys.IMPORT, importing(PEM.replace("\n", "\r\n")));

        assertThat(imported.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(stage.one("select agent_id, public_key_pem, activated_at_chain_seq from governance_agent_keys"))
                .containsEntry("agent_id", "governance.default")
                .containsEntry("public_key_pem", PEM)
                .containsEntry("activated_at_chain_seq", 0L);
        assertThat(stage.one("select metadata_json ->> 'key_fingerprint' as key, metadata_json ->> 'by' as by"
                        + " from governance_audit_events where kind = 'console.agent_key_imported'"))
                .containsEntry("key", FINGERPRINT)
                .containsEntry("by", "a test");
    }

    @Test
    void aSecondImportOfAKeyIsRefused() {
        stage.ask(Keys.IMPORT, importing(PEM));

        Refusal refused = stage.refused(Keys.IMPORT, new Keys.Import("other", PEM, 5L, "a test"));

        assertThat(refused.code()).isEqualTo("key_known");
        assertThat(refused).hasMessageContaining("for agent governance.default");
        assertThat(stage.rows("select 1 as n from governance_audit_events")).hasSize(1);
    }

    @Test
    void whatIsNoPublicKeyIsRefusedAndNotRepeated() {
        Refusal secret = stage.refused(
                Keys.IMPORT,
                importing("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgME\n-----END PRIVATE KEY-----\n"));
        Refusal negative = stage.refused(Keys.IMPORT, new Keys.Import("agent", PEM, -1L, "a test"));

        assertThat(secret.code()).isEqualTo("invalid_public_key");
        assertThat(secret.getMessage()).doesNotContain("MC4CAQ");
        assertThat(negative.code()).isEqualTo("invalid_activated_seq");
        assertThat(stage.rows("select 1 as n from governance_audit_events")).isEmpty();
    }

    @Test
    void aRevocationCountsFromTheEventThatTellsOfIt() {
        keys.append(UUID.randomUUID(), "tool.call");

        Keys.Revoked revoked = stage.ask(Keys.REVOKE, revoking());

        assertThat(stage.one("select agent_id, chain_seq, metadata_json ->> 'revoked_key_fingerprint' as key,"
                        + " metadata_json ->> 'operator_id' as operator from governance_audit_events"
                        + " where kind = 'audit.agent_key_revocation'"))
                .containsEntry("agent_id", "governance.operator")
                .containsEntry("chain_seq", revoked.atSeq())
                .containsEntry("key", FINGERPRINT)
                .containsEntry("operator", "maria");
        assertThat(stage.one("select revoked_at_chain_seq, operator_id from governance_agent_key_revocations"))
                .containsEntry("revoked_at_chain_seq", revoked.atSeq());
        assertThat(keys.verdicts(stage.key()).values())
                .extracting(ChainVerdict::headline)
                .containsOnly("Marks missing"); // which is all that is missing
    }

    @Test
    void ofTwoRevocationsAtOnceOneIsRefused() {
        Future<Keys.Revoked> first = stage.bus().ask(Keys.REVOKE, revoking());
        Future<Keys.Revoked> second = stage.bus().ask(Keys.REVOKE, revoking());
        Stage.wait(Future.join(first, second).otherwiseEmpty());

        assertThat(Stage.refusalOf(first.succeeded() ? second : first).code()).isEqualTo("revoked_before");
        assertThat(stage.rows("select 1 as n from governance_agent_key_revocations"))
                .hasSize(1);
        assertThat(stage.rows("select 1 as n from governance_audit_events")).hasSize(1);
    }

    @Test
    void aFingerprintOfAnotherShapeIsRefused() {
        for (String wrong : List.of("", "f0ff", FINGERPRINT + "0", "z".repeat(32))) {
            assertThat(stage.refused(Keys.REVOKE, new Keys.Revoke(wrong, "lost", "maria"))
                            .code())
                    .isEqualTo("invalid_fingerprint");
        }
    }

    @Test
    void aChainThatWasNeverRotatedHasThePresentKeyAlone() {
        KeyTimeline timeline = stage.ask(Keys.LIST, new Keys.All());

        assertThat(timeline.chainKeys())
                .containsExactly(
                        new KeyTimeline.ChainKey(1, stage.key().prefix(), "active", 0, null, null, null, true));
        assertThat(timeline.agentKeys()).isEmpty();
        assertThat(timeline.complete()).isTrue();
    }

    @Test
    void theTimelineTellsWhichKeysEndedAndWhichAreHere() {
        stage.execute(
                "insert into governance_audit_chain_keys (fingerprint, activated_at_chain_seq, retired_at_chain_seq)"
                        + " values (?, 0, 5)",
                "ab".repeat(32));
        stage.execute(
                "insert into governance_audit_chain_keys (fingerprint, activated_at_chain_seq, retired_at_chain_seq)"
                        + " values (?, 5, 9), (?, 9, null)",
                KeysStage.NEW.fingerprint(),
                stage.key().fingerprint());

        List<KeyTimeline.ChainKey> chain = stage.ask(Keys.LIST, new Keys.All()).chainKeys();

        assertThat(chain)
                .extracting(KeyTimeline.ChainKey::fingerprint)
                .containsExactly(stage.key().prefix(), "14350507100e9de4", "abababababababab");
        assertThat(chain).extracting(KeyTimeline.ChainKey::status).containsExactly("active", "retired", "unavailable");
        assertThat(chain).extracting(KeyTimeline.ChainKey::current).containsExactly(true, false, false);
        assertThat(chain.get(1).retiredAt()).isEqualTo(chain.get(0).activatedAt());
    }

    @Test
    void theTimelineHoldsAgentsMarksAndNoSecret() {
        stage.ask(Keys.IMPORT, importing(PEM));
        stage.ask(Keys.REVOKE, revoking());
        String head = "insert into governance_console.mark_heads (number, at, up_to_seq, gaps, sessions, events, root,"
                + " previous, key_fingerprint, signature) select n, now(), n, '', 1, n, sha256('r'), sha256('p'),"
                + " case when n < 3 then 'first' else 'second' end, 's' from generate_series(1, 4) n";
        stage.execute(head);

        KeyTimeline timeline = stage.ask(Keys.LIST, new Keys.All());

        assertThat(timeline.agentKeys()).hasSize(1);
        assertThat(timeline.agentKeys().get(0).agentId()).isEqualTo("governance.default");
        assertThat(timeline.agentKeys().get(0).revokedReason()).isEqualTo("laptop lost; token=[REDACTED]");
        assertThat(timeline.marksKey().fingerprint()).isEqualTo("second");
        assertThat(timeline.marksKey().firstHead()).isEqualTo(3);
        assertThat(timeline.earlierMarksKeys())
                .extracting(KeyTimeline.MarksKey::fingerprint)
                .containsExactly("first");
        assertThat(Json.write(timeline))
                .doesNotContain(
                        Stage.SECRET, KeysStage.NEW_SECRET, "BEGIN", stage.key().fingerprint());
    }
}
