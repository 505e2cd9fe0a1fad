package dev.governance.console.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Keys that the package rotates hold here, keys that we rotate hold there, and what it signs is judged. */
@Tag("interop")
class KeysTest {
    private static final UUID SYSTEM = new UUID(0, 1);

    /** A hexadecimal one, as the package recommends: valid base64, too. */
    private static final String NEXT = "9e8d7c6b5a49382716f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0ff";

    private final DatabaseUrl database = TestPostgres.migrated();
    private Path folder;
    private Path present;
    private Path next;

    @BeforeEach
    void keepSecretsInFiles() throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "interop").toAbsolutePath()), "keys");
        present = Files.writeString(folder.resolve("present"), PythonRelease.SECRET);
        next = Files.writeString(folder.resolve("next"), NEXT);
    }

    private DatabaseSource source(String secret) {
        Map<String, String> environment =
                Map.of("GOVERNANCE_DATABASE_URL", database.withPassword(), "GOVERNANCE_AUDIT_SECRET", secret);
        return DatabaseSource.forCommand(null, folder, false, environment, line -> {});
    }

    private KeyDesk desk(String secret) {
        return KeyDesk.of(source(secret), Map.of());
    }

    /** Writes two signed events and answers their session. */
    private UUID signed(PythonRelease release, String secret) {
        try (PythonRun run = release.script(database, secret, "sign.py", List.of("agent", folder.toString()))) {
            UUID session = UUID.fromString(run.await("signed").get("session").asText());
            run.finish();
            return session;
        }
    }

    /** As a console that was restarted after the rotation sees it. */
    private ChainVerdict verified(String secret, UUID session) {
        String old = ChainKey.ofSecret(PythonRelease.SECRET).prefix();
        Map<String, String> environment =
                Map.of("GOVERNANCE_CHAIN_KEY_" + old, present.toUri().toString());
        try (LogProof proof =
                LogProof.of(source(secret), environment, new Redaction(Set.of()), null, List.of(), progress -> {})) {
            return proof.session(session);
        }
    }

    /** Nobody adopted marks here, so only they are missing. */
    private static void everyRowHolds(ChainVerdict verdict) {
        assertThat(verdict.headline()).isEqualTo("Marks missing");
        assertThat(verdict.failureCount()).isZero();
        assertThat(verdict.eventCount()).isPositive();
        assertThat(verdict.intact()).isEqualTo(verdict.eventCount());
    }

    private JsonNode judged(PythonRelease release, UUID session) {
        List<String> arguments = List.of(
                session.toString(),
                ChainKey.ofSecret(PythonRelease.SECRET).fingerprint() + "=file://" + present,
                ChainKey.ofSecret(NEXT).fingerprint() + "=file://" + next);
        try (PythonRun run = release.script(database, PythonRelease.SECRET, "rotation.py", arguments)) {
            return run.await("judged");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V0_6_2", "V0_7_3"})
    void whatThePackageSignedIsUnknownUntilItsKeyWasImported(PythonRelease release) {
        UUID session = signed(release, PythonRelease.SECRET);
        ChainVerdict before = verified(PythonRelease.SECRET, session);
        String fingerprint;
        try (KeyDesk desk = desk(PythonRelease.SECRET)) {
            fingerprint = desk.importKey("governance.default", folder.resolve("agent.pem"), null);
        }
        ChainVerdict after = verified(PythonRelease.SECRET, session);
        try (KeyDesk desk = desk(PythonRelease.SECRET)) {
            desk.revoke(fingerprint, "laptop lost", "maria");
        }
        ChainVerdict revoked = verified(PythonRelease.SECRET, signed(release, PythonRelease.SECRET));

        assertThat(before).satisfies(KeysTest::everyRowHolds);
        assertThat(before.signatures()).isEqualTo(new ChainVerdict.Signatures(0, 0, 2, 0, 0));
        assertThat(after).satisfies(KeysTest::everyRowHolds);
        assertThat(after.signatures()).isEqualTo(new ChainVerdict.Signatures(2, 0, 0, 0, 0));
        assertThat(revoked.verdict()).isEqualTo("unverifiable");
        assertThat(revoked.signatures()).isEqualTo(new ChainVerdict.Signatures(0, 0, 0, 2, 0));
    }

    /** One more row that the package signs with the key file, and what it then says of all signatures of the session. */
    private List<String> judgedByThePackage(PythonRelease release, UUID session) {
        List<String> arguments = List.of("agent", folder.resolve("agent.key").toString(), session.toString());
        try (PythonRun run = release.script(database, PythonRelease.SECRET, "signatures.py", arguments)) {
            JsonNode signatures = run.await("judged").get("signatures");
            run.finish();
            return StreamSupport.stream(signatures.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
    }

    private void signedByJava(UUID session) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        try (Governance governance = Governance.builder(source)
                .auditSecret(PythonRelease.SECRET)
                .holdingFolder(folder.resolve("held"))
                .agentKeyFile(folder.resolve("agent.key"))
                .build()) {
            for (int number = 1; number <= 2; number++) {
                AuditEvent event = AuditEvent.of("agent", "tool.call")
                        .session(session)
                        .model("claude-haiku-4-5")
                        .with("text", "café 🦀 \"quoted\"\n")
                        .with("numbers", List.of(number / 7.0, 1e22, 1.0, Long.MAX_VALUE));
                assertThat(governance.audit().log(event).stored()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V0_6_2", "V0_7_3"})
    void javaSignsWithThePackagesKeyFileAndEachJudgesBoth(PythonRelease release) throws IOException {
        UUID session = UUID.randomUUID();
        List<String> before = judgedByThePackage(release, session);
        signedByJava(session);
        List<String> after = judgedByThePackage(release, session);
        ChainVerdict verdict = verified(PythonRelease.SECRET, session);
        String fingerprint = new Rows(database)
                .texts("select key_fingerprint from governance_agent_keys")
                .get(0);
        try (KeyDesk desk = desk(PythonRelease.SECRET)) {
            desk.revoke(fingerprint, "laptop lost", "maria");
        }
        signedByJava(session);

        assertThat(before).containsExactly("unknown_key");
        assertThat(after).containsExactly("signed", "signed", "signed", "signed");
        assertThat(verdict).satisfies(KeysTest::everyRowHolds);
        assertThat(verdict.signatures()).isEqualTo(new ChainVerdict.Signatures(4, 0, 0, 0, 0));
        assertThat(judgedByThePackage(release, session))
                .containsExactly("signed", "signed", "signed", "signed", "revoked_key", "revoked_key", "revoked_key");
        assertThat(verified(PythonRelease.SECRET, session).signatures())
                .isEqualTo(new ChainVerdict.Signatures(4, 0, 0, 3, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"V0_6_2", "V0_7_3"})
    void aRotationOfOursHoldsForThePackage(PythonRelease release) {
        UUID before = signed(release, PythonRelease.SECRET);
        try (KeyDesk desk = desk(PythonRelease.SECRET)) {
            desk.rotate(NewSecret.of(next), "maria", RotationReason.SCHEDULED);
        }
        UUID after = signed(release, NEXT);

        for (UUID session : List.of(before, SYSTEM, after)) {
            JsonNode judgement = judged(release, session);
            assertThat(judgement.get("status").asText()).isEqualTo("ok");
            assertThat(judgement.get("verified").asInt()).isEqualTo(session.equals(SYSTEM) ? 1 : 2);
            assertThat(verified(NEXT, session)).satisfies(KeysTest::everyRowHolds);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V0_6_2", "V0_7_3"})
    void aRotationOfThePackageHoldsHere(PythonRelease release) {
        UUID before = signed(release, PythonRelease.SECRET);
        TestPostgres.execute(
                database,
                "insert into governance_audit_chain_keys (fingerprint, activated_at_chain_seq) values ('"
                        + ChainKey.ofSecret(PythonRelease.SECRET).fingerprint() + "', 0)");
        release.governance(
                database,
                "rotate-chain-key",
                "--database-url",
                database.withPassword(),
                "--new-key-uri",
                "file://" + next,
                "--reason",
                "policy",
                "--confirm");
        UUID after = signed(release, NEXT);

        for (UUID session : List.of(before, SYSTEM, after)) {
            assertThat(verified(NEXT, session)).satisfies(KeysTest::everyRowHolds);
            assertThat(judged(release, session).get("status").asText()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V0_6_2", "V0_7_3"})
    void anAgentThatWasNotRestartedIsNamed(PythonRelease release) {
        try (KeyDesk desk = desk(PythonRelease.SECRET)) {
            desk.rotate(NewSecret.of(next), "maria", RotationReason.SCHEDULED);
        }

        ChainVerdict verdict = verified(NEXT, signed(release, PythonRelease.SECRET));

        assertThat(verdict.verdict()).isEqualTo("tampered");
        assertThat(verdict.firstFailureReason()).isEqualTo("key_retired");
    }
}
