package dev.governance.console.keys;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.Redaction;
import dev.governance.console.audit.AuditVerticle;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Keys;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.RotationReason;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The keys verticle on a stage, and what an auditor who holds the keys says of the log afterwards. */
final class KeysStage implements AutoCloseable {
    static final String NEW_SECRET = "9e8d7c6b5a49382716f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0ff";
    static final ChainKey NEW = ChainKey.ofSecret(NEW_SECRET);
    private static final Redaction REDACTION = new Redaction(Set.of());

    final Stage stage;
    final SigningKey key;

    KeysStage() {
        this(Stage.open(), Map.of());
    }

    KeysStage(Stage stage, Map<String, String> environment) {
        this(stage, environment, SigningKey.of(stage.key()));
    }

    /** With the new key lying ready. */
    static KeysStage ready(Stage stage) {
        return new KeysStage(stage, Map.of(), new SigningKey(stage.key(), NEW));
    }

    private KeysStage(Stage stage, Map<String, String> environment, SigningKey key) {
        this.stage = stage;
        this.key = key;
        stage.deploy(KeysVerticle.changing(
                stage.bus(),
                stage.database(),
                key,
                new KeyMaterial(environment),
                new RedactedJson(REDACTION::json),
                Clock.systemUTC()));
    }

    UUID append(UUID session, String kind) {
        return Stage.wait(appending(stage.ledger(), session, kind));
    }

    Future<UUID> appending(Ledger ledger, UUID session, String kind) {
        return stage.database()
                .inTransaction(transaction ->
                        ledger.append(transaction, new AuditEntry(session, "agent-one", kind, Map.of("n", 1))));
    }

    static Keys.Rotate rotation() {
        return new Keys.Rotate(NEW_SECRET, "maria", RotationReason.SCHEDULED);
    }

    /** Verifies as a console that was restarted with {@code current} and has the old secret mounted. */
    Map<UUID, ChainVerdict> verdicts(ChainKey current) {
        try (Stage auditor = auditor(
                SigningKey.of(current),
                new KeyMaterial(Map.of("GOVERNANCE_CHAIN_KEY_" + stage.key().prefix(), Stage.SECRET)))) {
            Map<UUID, ChainVerdict> verdicts = new java.util.LinkedHashMap<>();
            for (Map<String, Object> row : stage.rows("select distinct session_id from governance_audit_events")) {
                UUID session = (UUID) row.get("session_id");
                verdicts.put(session, auditor.ask(Audit.VERIFY, new Audit.Verify(session)));
            }
            return verdicts;
        }
    }

    /** Verifies as a console that has these keys and has not written yet. */
    ChainVerdict verdict(SigningKey ours, UUID session) {
        try (Stage auditor = auditor(ours, ours.material(Map.of()))) {
            return auditor.ask(Audit.VERIFY, new Audit.Verify(session));
        }
    }

    private Stage auditor(SigningKey ours, KeyMaterial material) {
        Stage auditor = Stage.on(stage.url());
        auditor.deploy(new AuditVerticle(
                auditor.bus(),
                auditor.database(),
                new AuditRows(REDACTION::json),
                ours,
                material,
                Marks.unpinned(),
                Clock.systemUTC()));
        return auditor;
    }

    @Override
    public void close() {
        stage.close();
    }
}
