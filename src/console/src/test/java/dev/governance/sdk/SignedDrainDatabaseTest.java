package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.AgentKey;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.Signatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of events that waited for the database. */
class SignedDrainDatabaseTest {
    private final UUID session = UUID.randomUUID();
    private final SdkDatabase database = new SdkDatabase();
    private final AgentKey key = AgentKeyFiles.key();

    @TempDir
    private Path holding;

    private Governance.Builder builder(DataSource source) {
        return Governance.builder(source)
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(holding)
                .agentKey(key);
    }

    private AuditEvent event(String kind) {
        return AuditEvent.of("signing-agent", kind).session(session);
    }

    private static boolean isDrained(Governance governance) {
        return SdkDatabase.eventually(() -> governance.audit().held().waiting() == 0);
    }

    /** Two events held by a process that is gone; answers their file. */
    private Path left() throws IOException {
        try (Governance governance = builder(SdkDatabase.nowhere()).build()) {
            assertThat(governance.audit().log(event("first").model("gpt-4o")).held())
                    .isTrue();
            assertThat(governance.audit().log(event("second")).held()).isTrue();
        }
        try (Stream<Path> files = Files.list(holding)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Signatures drainedBy(Governance.Builder next) {
        try (Governance governance = next.build()) {
            assertThat(SdkDatabase.eventually(() -> governance.audit().held().stored() == 3))
                    .isTrue();
        }
        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).as(verdict.findings().toString()).isTrue();
        return verdict.signatures();
    }

    @Test
    void whatIsHeldIsSignedAndSoIsTheMarkerBeforeIt() {
        AtomicReference<DataSource> source = new AtomicReference<>(database.dataSource());
        try (Governance governance = builder(Connections.changing(source)).build()) {
            governance.audit().log(event("before"));
            source.set(SdkDatabase.nowhere());
            assertThat(governance.audit().log(event("during").model("gpt-4o")).held())
                    .isTrue();
            source.set(database.dataSource());
            assertThat(isDrained(governance)).isTrue();
            governance.audit().log(event("after"));
        }

        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).as(verdict.findings().toString()).isTrue();
        assertThat(verdict.signatures()).isEqualTo(new Signatures(5, 0, 0, 0, 0));
    }

    @Test
    void whatIsLinkedAnewIsSignedAnew() {
        AtomicInteger cut = new AtomicInteger(1);
        try (Governance governance = Governance.builder(
                        Connections.cutAfterCommit(database.dataSource(), () -> cut.getAndDecrement() == 1))
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(holding)
                .build()) {
            assertThat(governance.audit().log(event("unclear")).held()).isTrue();
            assertThat(isDrained(governance)).isTrue();
        }
        AtomicInteger later = new AtomicInteger();
        try (Governance governance = builder(Connections.cutAfterCommit(
                        database.dataSource(), () -> later.get() > 0 && later.getAndDecrement() == 1))
                .build()) {
            later.set(1);
            assertThat(governance.audit().log(event("cut off")).held()).isTrue();
            governance.audit().log(event("behind it"));
            assertThat(isDrained(governance)).isTrue();
        }

        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).as(verdict.findings().toString()).isTrue();
        assertThat(database.list(
                        "select kind from governance_audit_events where session_id = ? and signature is not null"
                                + " and kind not like 'chain%' order by chain_seq",
                        session))
                .containsExactly("cut off", "behind it");
        assertThat(verdict.signatures().invalid()).isZero();
    }

    @Test
    void theNextProcessStoresItAsItWasSigned() throws IOException {
        left();

        assertThat(drainedBy(builder(database.dataSource()))).isEqualTo(new Signatures(3, 0, 0, 0, 0));
    }

    @Test
    void aProcessWithAnotherKeyLeavesTheSignatures() throws IOException {
        left();

        assertThat(drainedBy(builder(database.dataSource()).agentKey(AgentKeyFiles.key())))
                .isEqualTo(new Signatures(0, 0, 3, 0, 0));
    }

    @Test
    void aSignatureThatWasChangedInTheFileIsMadeAnew() throws IOException {
        Path file = left();
        String text = Files.readString(file);
        int from = text.indexOf("\"signature\":\"") + "\"signature\":\"".length();
        char other = text.charAt(from) == '0' ? '1' : '0';
        Files.writeString(file, text.substring(0, from) + other + text.substring(from + 1));

        assertThat(drainedBy(builder(database.dataSource()))).isEqualTo(new Signatures(3, 0, 0, 0, 0));
    }

    @Test
    void aSignatureThatTheDatabaseCannotTakeCostsNoEvent() throws IOException {
        Path file = left();
        String text = Files.readString(file);
        int from = text.indexOf("\"signature\":\"") + "\"signature\":\"".length();
        Files.writeString(file, text.substring(0, from) + "no hex" + text.substring(from));
        Governance.Builder unsigned = Governance.builder(database.dataSource())
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(holding);

        assertThat(drainedBy(unsigned)).isEqualTo(new Signatures(0, 3, 0, 0, 0));
    }
}
