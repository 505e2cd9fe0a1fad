package dev.governance.console.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainKey;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Keys;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.RotationReason;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final UUID SYSTEM = new UUID(0, 1);
    private static final String VERSIONS = "select key_version, fingerprint, activated_at_chain_seq as since,"
            + " retired_at_chain_seq as until from governance_audit_chain_keys order by key_version";

    private final KeysStage keys = new KeysStage();
    private final Stage stage = keys.stage;

    @AfterEach
    void close() {
        keys.close();
    }

    private static List<Object> values(Map<String, Object> row) {
        return new ArrayList<>(row.values());
    }

    @Test
    void theFirstRotationRegistersBothKeysAndLeavesAChainThatHolds() {
        UUID session = UUID.randomUUID();
        keys.append(session, "tool.call");
        UUID last = keys.append(UUID.randomUUID(), "tool.call");

        Keys.Rotated rotated = stage.ask(Keys.ROTATE, KeysStage.rotation());
        Stage.wait(keys.appending(new Ledger(KeysStage.NEW, Clock.systemUTC()), session, "tool.result"));
        Stage.wait(keys.appending(new Ledger(KeysStage.NEW, Clock.systemUTC()), SYSTEM, "custom"));

        List<Map<String, Object>> versions = stage.rows(VERSIONS);
        assertThat(values(versions.get(0))).containsExactly(1, stage.key().fingerprint(), 0L, rotated.markerSeq() + 1);
        assertThat(values(versions.get(1)))
                .containsExactly(2, KeysStage.NEW.fingerprint(), rotated.markerSeq() + 1, null);
        assertThat(rotated.registered()).isTrue();
        assertThat(rotated.outgoingVersion()).isEqualTo(1);
        assertThat(rotated.incomingVersion()).isEqualTo(2);
        Map<String, Object> marker = stage.one(
                "select session_id, agent_id, kind, prev_hash, metadata_json ->> 'operator_id' as operator,"
                        + " metadata_json ->> 'rotation_reason' as reason,"
                        + " metadata_json ->> 'outgoing_key_version' as version, model, input_hash"
                        + " from governance_audit_events where event_id = ?",
                rotated.markerId());
        String head = (String) stage.one("select hmac_value from governance_audit_events where event_id = ?", last)
                .get("hmac_value");
        assertThat(values(marker))
                .containsExactly(
                        SYSTEM,
                        "governance.system",
                        "audit.chain_key_rotation",
                        head,
                        "maria",
                        "scheduled",
                        "1",
                        null,
                        null);
        assertThat(keys.verdicts(KeysStage.NEW).values())
                .hasSize(3)
                .extracting(ChainVerdict::headline)
                .containsOnly("Marks missing"); // which is all that is missing
    }

    @Test
    void anEmptyLogCanBeRotatedToo() {
        Keys.Rotated rotated = stage.ask(Keys.ROTATE, KeysStage.rotation());

        assertThat(keys.verdicts(KeysStage.NEW).get(SYSTEM).headline()).isEqualTo("Marks missing");
        assertThat(rotated.outgoing()).isEqualTo(stage.key().fingerprint());
    }

    @Test
    void ofTwoRotationsAtOnceOneIsRefused() {
        Keys.Rotate other =
                new Keys.Rotate("another-secret-of-enough-length-0123456789", "max", RotationReason.INCIDENT);

        Future<Keys.Rotated> first = stage.bus().ask(Keys.ROTATE, KeysStage.rotation());
        Future<Keys.Rotated> second = stage.bus().ask(Keys.ROTATE, other);
        Stage.wait(Future.join(first, second).otherwiseEmpty());

        assertThat(List.of(first.succeeded(), second.succeeded())).containsExactlyInAnyOrder(true, false);
        Future<Keys.Rotated> refused = first.succeeded() ? second : first;
        assertThat(Stage.refusalOf(refused).code()).isEqualTo("not_the_active_key");
        assertThat(stage.rows(VERSIONS)).hasSize(2);
        assertThat(stage.rows("select 1 as n from governance_audit_events")).hasSize(1);
    }

    @Test
    void writersBesideARotationLeaveNoRowThatCannotBeProven() {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Future<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            writers.add(write(UUID.randomUUID(), stopped));
        }
        dev.governance.console.testing.Eventually.holds(
                "rows before the rotation",
                () -> stage.rows("select 1 as n from governance_audit_events").size() > 60);

        Keys.Rotated rotated = stage.ask(Keys.ROTATE, KeysStage.rotation());
        writers.forEach(writer -> assertThat(Stage.refusalOf(writer).code()).isEqualTo("key_rotated"));

        assertThat(stage.one("select max(chain_seq) as last from governance_audit_events")
                        .get("last"))
                .isEqualTo(rotated.markerSeq());
        assertThat(keys.verdicts(KeysStage.NEW).values())
                .hasSize(7)
                .extracting(ChainVerdict::headline)
                .containsOnly("Marks missing"); // which is all that is missing
    }

    /** Appends until it is refused. */
    private Future<Void> write(UUID session, AtomicBoolean stopped) {
        return keys.appending(stage.ledger(), session, "tool.call")
                .compose(id -> stopped.get() ? Future.succeededFuture() : write(session, stopped));
    }

    @Test
    void aConsoleThatStillSignsWithTheOldKeyWritesNothing() {
        stage.ask(Keys.ROTATE, KeysStage.rotation());

        Refusal refused = Stage.refusalOf(keys.appending(stage.ledger(), UUID.randomUUID(), "agent.halted"));

        assertThat(refused.fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(refused)
                .hasMessage("the key of the audit chain was rotated, and this console still signs with "
                        + stage.key().prefix()
                        + "; nothing was changed. Restart it with the new GOVERNANCE_AUDIT_SECRET");
    }

    @Test
    void aForgottenTransactionOfAWriterEndsTheRotationWithoutAChange() throws SQLException {
        keys.append(UUID.randomUUID(), "tool.call");
        try (Connection forgotten = stage.connect();
                Statement statement = forgotten.createStatement()) {
            forgotten.setAutoCommit(false);
            statement.execute("insert into governance_audit_events"
                    + " (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                    + " values (gen_random_uuid(), gen_random_uuid(), 'agent', 'custom', 'x', now())");

            Refusal refused = stage.refused(Keys.ROTATE, KeysStage.rotation());

            assertThat(refused.code()).isEqualTo("locked");
            forgotten.rollback();
        }
        assertThat(stage.rows(VERSIONS)).isEmpty();
        assertThat(stage.ask(Keys.ROTATE, KeysStage.rotation()).incoming()).isEqualTo(KeysStage.NEW.fingerprint());
    }

    @Test
    void theSameKeyAWeakOneAndOneThatWasUsedBeforeAreRefused() {
        assertThat(stage.refused(Keys.ROTATE, with(Stage.SECRET)).code()).isEqualTo("same_key");
        assertThat(stage.refused(Keys.ROTATE, with("short")).code()).isEqualTo("weak_key");
        assertThat(stage.refused(Keys.ROTATE, with("a".repeat(64))).code()).isEqualTo("weak_key");
        stage.execute(
                "insert into governance_audit_chain_keys (fingerprint, activated_at_chain_seq, retired_at_chain_seq)"
                        + " values (?, 0, 5), (?, 5, null)",
                KeysStage.NEW.fingerprint(),
                stage.key().fingerprint());
        assertThat(stage.refused(Keys.ROTATE, with(KeysStage.NEW_SECRET)).code())
                .isEqualTo("key_used_before");
        assertThat(stage.rows("select 1 as n from governance_audit_events")).isEmpty();
    }

    private static Keys.Rotate with(String secret) {
        return new Keys.Rotate(secret, "maria", RotationReason.POLICY);
    }

    @Test
    void onlyTheActiveKeyCanHandOver() {
        stage.execute(
                "insert into governance_audit_chain_keys (fingerprint, activated_at_chain_seq) values (?, 0)",
                "ab".repeat(32));

        Refusal refused = stage.refused(Keys.ROTATE, KeysStage.rotation());

        assertThat(refused)
                .hasMessage("the present secret is key " + stage.key().prefix()
                        + ", and the active key is abababababababab. Rotate with the secret of the active key in"
                        + " GOVERNANCE_AUDIT_SECRET; nothing was changed");
    }

    @Test
    void aTableWithoutAnActiveKeyIsNotGuessedAt() {
        stage.execute(
                "insert into governance_audit_chain_keys (fingerprint, activated_at_chain_seq, retired_at_chain_seq)"
                        + " values (?, 0, 9)",
                stage.key().fingerprint());

        assertThat(stage.refused(Keys.ROTATE, KeysStage.rotation())).hasMessageContaining("no key is active");
    }

    /** The Python package registers what a hexadecimal secret reads as in base64, while its agents sign with the text. */
    @Test
    void aKeyThatWasRegisteredByItsBase64ReadingCanBeRotatedAway() {
        String text = "4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07";
        ChainKey misread = ChainKey.ofSecret(text).decoded().orElseThrow();
        stage.execute(
                "insert into governance_audit_chain_keys (fingerprint, activated_at_chain_seq) values (?, 0)",
                misread.fingerprint());
        Rotation rotation = new Rotation(
                stage.database(), SigningKey.of(ChainKey.ofSecret(text)), stage.ledger(), Clock.systemUTC());

        Keys.Rotated rotated = Stage.wait(rotation.rotate(KeysStage.rotation()));

        assertThat(rotated.outgoing()).isEqualTo(misread.fingerprint());
        assertThat(rotated.incoming()).isEqualTo(KeysStage.NEW.fingerprint());
    }

    @Test
    void anOperatorWithoutANameIsRefused() {
        Refusal refused =
                stage.refused(Keys.ROTATE, new Keys.Rotate(KeysStage.NEW_SECRET, " \t", RotationReason.SCHEDULED));

        assertThat(refused.code()).isEqualTo("invalid_operator");
    }
}
