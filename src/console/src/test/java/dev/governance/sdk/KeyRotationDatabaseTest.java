package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.ChainKey;
import dev.governance.chain.Redaction;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.KeyDesk;
import dev.governance.console.server.LogProof;
import dev.governance.console.server.NewSecret;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.RotationReason;
import dev.governance.sdk.errors.KeyRotatedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are running when {@code governance keys rotate} gives the chain a new key. */
class KeyRotationDatabaseTest {
    private static final String NEXT = "9e8d7c6b5a49382716f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0ff";
    private static final String OLD_PREFIX =
            ChainKey.ofSecret(SdkDatabase.SECRET).prefix();

    private final UUID session = UUID.randomUUID();
    private final DatabaseUrl url = TestPostgres.migrated();
    private final SdkDatabase database = new SdkDatabase(url);

    @TempDir
    private Path folder;

    private Path holding;

    @BeforeEach
    void name() {
        holding = folder.resolve("held");
    }

    private DatabaseSource source(String secret) {
        Map<String, String> environment =
                Map.of("GOVERNANCE_DATABASE_URL", url.withPassword(), "GOVERNANCE_AUDIT_SECRET", secret);
        return DatabaseSource.forCommand(null, folder, false, environment, line -> {});
    }

    private void rotate() throws IOException {
        Path file = Files.writeString(folder.resolve("next"), NEXT);
        try (KeyDesk desk = KeyDesk.of(source(SdkDatabase.SECRET), Map.of())) {
            desk.rotate(NewSecret.of(file), "operator", RotationReason.SCHEDULED);
        }
    }

    private Governance.Builder builder(String secret) {
        return Governance.builder(database.dataSource()).auditSecret(secret).holdingFolder(holding);
    }

    private static AuditEvent event(UUID session, String kind) {
        return AuditEvent.of("signer", kind).session(session);
    }

    /** As an auditor sees it who has both keys; nobody adopted marks here. */
    private ChainVerdict verdict() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), SdkDatabase.SECRET);
        Map<String, String> environment =
                Map.of("GOVERNANCE_CHAIN_KEY_" + OLD_PREFIX, old.toUri().toString());
        try (LogProof proof =
                LogProof.of(source(NEXT), environment, new Redaction(Set.of()), null, List.of(), line -> {})) {
            return proof.session(session);
        }
    }

    private void isProven(long events) throws IOException {
        ChainVerdict verdict = verdict();
        assertThat(verdict.failureCount()).as(verdict.toString()).isZero();
        assertThat(verdict.intact()).isEqualTo(events);
        assertThat(verdict.eventCount()).isEqualTo(events);
    }

    @Test
    void whatARetiredKeySignsIsHeldAndToldUntilTheRestart() throws IOException {
        AuditResult first;
        AuditResult second;
        try (Governance governance = builder(SdkDatabase.SECRET).build()) {
            governance.audit().log(event(session, "before"));
            rotate();

            first = governance.audit().log(event(session, "late").model("gpt-4o"));
            second = governance.audit().log(event(session, "later"));
            assertThatThrownBy(() -> governance.gates().request(ApprovalRequest.of("signer", "refund.large")))
                    .isInstanceOf(KeyRotatedException.class)
                    .hasMessageContaining("restart it with the new GOVERNANCE_AUDIT_SECRET");
        }

        assertThat(List.of(first, second))
                .allMatch(AuditResult::held)
                .allMatch(result -> result.problem().orElseThrow().contains("the key of the audit chain was rotated"));
        assertThat(database.list("select request_id::text from governance_gates_pending"))
                .isEmpty();
        isProven(1);
        try (Governance restarted =
                builder(NEXT).earlierSecret(SdkDatabase.SECRET).build()) {
            assertThat(SdkDatabase.eventually(() -> database.list(
                                    "select kind from governance_audit_events where session_id = ?", session)
                            .contains("later")))
                    .isTrue();
            assertThat(restarted.audit().log(event(session, "after")).stored()).isTrue();
        }
        assertThat(database.list(
                        "select concat_ws(' ', kind, model) from governance_audit_events where session_id = ?"
                                + " order by chain_seq",
                        session))
                .containsExactly(
                        "before", "chain.degraded_start", "chain.degraded_start", "late gpt-4o", "later", "after");
        isProven(6);
    }

    @Test
    void withoutTheOldKeyWhatItSignedWaits() throws IOException {
        rotate();
        try (Governance governance = builder(SdkDatabase.SECRET).build()) {
            assertThat(governance.audit().log(event(session, "late")).held()).isTrue();
        }
        try (Governance restarted = builder(NEXT).build()) {
            assertThat(restarted.audit().log(event(session, "after")).stored()).isTrue();
        }

        assertThat(database.list("select kind from governance_audit_events where session_id = ?", session))
                .containsExactly("after");
        try (var files = Files.list(holding)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(1)
                    .allMatch(name -> name.startsWith("audit_fallback.java-0-0-"));
        }
    }

    @Test
    void noRowSlipsInBehindARotationUnderLoad() throws IOException, InterruptedException {
        ConcurrentLinkedQueue<AuditResult> results = new ConcurrentLinkedQueue<>();
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try (Governance governance = builder(SdkDatabase.SECRET).build()) {
            for (int i = 0; i < 8; i++) {
                writers.execute(() -> {
                    AuditResult result;
                    do {
                        result = governance.audit().log(event(session, "tool.call"));
                        results.add(result);
                    } while (result.stored());
                });
            }
            SdkDatabase.eventually(() -> results.size() > 100);
            rotate();
            writers.shutdown();
            assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        long stored = results.stream().filter(AuditResult::stored).count();
        assertThat(results).noneMatch(AuditResult::lost);
        assertThat(database.list(
                        "select count(*) from governance_audit_events where session_id = ? and chain_seq >"
                                + " (select chain_seq from governance_audit_events where kind = 'audit.chain_key_rotation')",
                        session))
                .containsExactly("0");
        isProven(stored);
    }

    @Test
    void aDatabaseWithoutATableOfKeysIsWrittenToAllTheSame() {
        database.execute("drop table governance_audit_chain_keys");
        try (Governance governance = builder(SdkDatabase.SECRET).build()) {
            assertThat(governance.audit().log(event(session, "old times")).stored())
                    .isTrue();
        }
    }
}
