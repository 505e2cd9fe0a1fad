package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.AgentKey;
import dev.governance.chain.SessionIds;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.Signatures;
import dev.governance.console.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Rows that agents of this process sign with Ed25519, and the register of their key. */
class SignedRowsDatabaseTest {
    private static final String STATUSES = "select kind || ' ' || signature_status from governance_audit_events"
            + " where session_id = ? order by chain_seq";

    private final UUID session = UUID.randomUUID();
    private final SdkDatabase database = new SdkDatabase();
    private final AgentKey key = AgentKeyFiles.key();
    private final UUID registration = SessionIds.md5("agent-key:" + key.fingerprint());

    @TempDir
    private Path folder;

    private Governance.Builder builder(DataSource source) {
        return Governance.builder(source)
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(SdkDatabase.holdingFolder())
                .agentKey(key);
    }

    private Governance governance() {
        return builder(database.dataSource()).build();
    }

    private AuditEvent event(String kind) {
        return AuditEvent.of("signing-agent", kind).session(session);
    }

    private List<String> registered() {
        return database.list("select concat_ws(' ', key_fingerprint, agent_id) from governance_agent_keys");
    }

    private static List<String> warned(SdkLog log, String level) {
        return log.lines().stream()
                .filter(line -> line.startsWith(level) && line.contains("agents' key"))
                .toList();
    }

    @Test
    void everyRowIsSignedAndItsKeyIsKnown() {
        try (Governance governance = governance()) {
            governance
                    .audit()
                    .log(event("llm.call")
                            .model("gpt-4o")
                            .with("text", "café 🦀")
                            .with("share", 1.0 / 7));
            governance.audit().log(event("llm.result").model("gpt-4o"));
            governance
                    .gates()
                    .request(ApprovalRequest.of("signing-agent", "refund").session(session));
        }

        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).isTrue();
        assertThat(verdict.signatures()).isEqualTo(new Signatures(3, 0, 0, 0, 0));
        assertThat(database.list(STATUSES, session))
                .containsExactly("llm.call signed", "llm.result signed", "approval.requested signed");
        assertThat(registered()).containsExactly(key.fingerprint() + " governance.default");
        assertThat(database.verify(registration).signatures()).isEqualTo(new Signatures(1, 0, 0, 0, 0));
        assertThat(database.list(
                        "select (activated_at_chain_seq = (select min(chain_seq) from governance_audit_events))"
                                + "::text from governance_agent_keys"))
                .containsExactly("true");
        assertThat(database.metadata("governance.default", "agent.key_registered"))
                .containsExactly("{\"sdk\": \"java\", \"key_fingerprint\": \"" + key.fingerprint() + "\"}");
    }

    @Test
    void aKeyFileSignsAsItsKeyDoes() {
        Path file = AgentKeyFiles.write(folder.resolve("agent.key"), AgentKeyFiles.pem());
        try (Governance governance =
                builder(database.dataSource()).agentKeyFile(file).build()) {
            governance.audit().log(event("one"));
        }

        assertThat(database.verify(session).signatures()).isEqualTo(new Signatures(1, 0, 0, 0, 0));
        assertThatThrownBy(() -> builder(database.dataSource()).agentKeyFile(folder.resolve("gone")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withoutAKeyRowsAreUnsignedAndNothingIsRegistered() {
        try (Governance governance = database.governance()) {
            governance.audit().log(event("one"));
        }

        assertThat(database.list(STATUSES, session)).containsExactly("one unsigned");
        assertThat(database.verify(session).signatures()).isEqualTo(new Signatures(0, 1, 0, 0, 0));
        assertThat(registered()).isEmpty();
    }

    @Test
    void processesThatStartAtOnceRegisterTheirKeyOnce() throws InterruptedException, ExecutionException {
        ExecutorService starts = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> processes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            processes.add(() -> {
                try (Governance governance = governance()) {
                    return governance.audit().log(event("started")).stored();
                }
            });
        }
        for (Future<Boolean> start : starts.invokeAll(processes)) {
            assertThat(start.get()).isTrue();
        }
        starts.shutdown();
        governance().close();

        assertThat(registered()).hasSize(1);
        assertThat(database.metadata("governance.default", "agent.key_registered"))
                .hasSize(1);
        assertThat(database.verify(session).signatures()).isEqualTo(new Signatures(8, 0, 0, 0, 0));
    }

    @Test
    void severalHostsMayHaveKeysOfTheirOwn() {
        AgentKey other = AgentKeyFiles.key();
        try (Governance governance = governance();
                Governance elsewhere =
                        builder(database.dataSource()).agentKey(other).build()) {
            governance.audit().log(event("here"));
            elsewhere.audit().log(event("there"));
        }

        assertThat(registered())
                .containsExactlyInAnyOrder(
                        key.fingerprint() + " governance.default", other.fingerprint() + " governance.default");
        assertThat(database.verify(session).signatures()).isEqualTo(new Signatures(2, 0, 0, 0, 0));
    }

    @Test
    void eightWritersOfOneSessionSignEachRowAtItsFinalPlace() throws InterruptedException, ExecutionException {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> work = new ArrayList<>();
        try (Governance governance = governance();
                Governance other = governance()) {
            for (int i = 0; i < 8; i++) {
                Governance writer = i % 2 == 0 ? governance : other;
                work.add(() -> {
                    boolean stored = true;
                    for (int n = 0; n < 40; n++) {
                        stored &= writer.audit().log(event("tool.call")).stored();
                    }
                    return stored;
                });
            }
            for (Future<Boolean> writer : writers.invokeAll(work)) {
                assertThat(writer.get()).isTrue();
            }
        }
        writers.shutdown();

        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).isTrue();
        assertThat(verdict.signatures()).isEqualTo(new Signatures(320, 0, 0, 0, 0));
    }

    @Test
    void whatARevokedKeySignsIsToldAndCountsNoMore() {
        governance().close();
        database.execute(
                "insert into governance_agent_key_revocations (key_fingerprint, revoked_at_chain_seq, reason, operator_id)"
                        + " values (?, 0, 'laptop lost', 'maria')",
                key.fingerprint());
        try (SdkLog log = new SdkLog();
                Governance governance = governance()) {
            assertThat(governance.audit().log(event("late")).stored()).isTrue();
            assertThat(warned(log, "ERROR")).hasSize(1).first().asString().contains("was revoked");
        }

        assertThat(database.verify(session).signatures()).isEqualTo(new Signatures(0, 0, 0, 1, 0));
    }

    @Test
    void withoutTheRightToRegisterRowsAreSignedAndTheWayOutIsTold() {
        String role = "signer_" + UUID.randomUUID().toString().substring(0, 8);
        database.execute("create role " + role + " login password 'agents'");
        database.execute("grant select, insert on governance_audit_events to " + role);
        database.execute("grant usage on sequence governance_audit_events_chain_seq_seq to " + role);
        database.execute("grant select on governance_agent_keys, governance_agent_presence to " + role);
        PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
        source.setUser(role);
        source.setPassword("agents");
        try (SdkLog log = new SdkLog();
                Governance governance = builder(source).build()) {
            assertThat(governance.audit().log(event("one")).stored()).isTrue();
            assertThat(warned(log, "WARN"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("grant select and insert on governance_agent_keys")
                    .contains(key.publicKey().pem());
        }

        assertThat(registered()).isEmpty();
        assertThat(database.verify(session).signatures()).isEqualTo(new Signatures(0, 0, 1, 0, 0));
    }

    @Test
    void anotherTextUnderTheFingerprintIsAnErrorAndIsLeft() {
        database.execute(
                "insert into governance_agent_keys (key_fingerprint, agent_id, public_key_pem, activated_at_chain_seq)"
                        + " values (?, 'mallory', ?, 0)",
                key.fingerprint(),
                AgentKeyFiles.key().publicKey().pem());
        try (SdkLog log = new SdkLog();
                Governance governance = governance()) {
            governance.audit().log(event("one"));
            assertThat(warned(log, "ERROR")).hasSize(1).first().asString().contains("another text");
        }

        assertThat(registered()).containsExactly(key.fingerprint() + " mallory");
        assertThat(database.verify(session).signatures()).isEqualTo(new Signatures(0, 0, 1, 0, 0));
    }

    @Test
    void whatOneImportedIsKnown() {
        database.execute(
                "insert into governance_agent_keys (key_fingerprint, agent_id, public_key_pem, activated_at_chain_seq)"
                        + " values (?, 'imported', ?, 0)",
                key.fingerprint(),
                key.publicKey().pem());
        try (Governance governance = governance()) {
            governance.audit().log(event("one"));
        }

        assertThat(registered()).containsExactly(key.fingerprint() + " imported");
        assertThat(database.metadata("governance.default", "agent.key_registered"))
                .isEmpty();
        assertThat(database.verify(session).signatures()).isEqualTo(new Signatures(1, 0, 0, 0, 0));
    }

    @Test
    void aDatabaseThatComesLaterRegistersTheKeyThen() {
        AtomicReference<DataSource> source = new AtomicReference<>(SdkDatabase.nowhere());
        try (Governance governance = builder(Connections.changing(source)).build()) {
            assertThat(governance.audit().log(event("early")).held()).isTrue();
            source.set(database.dataSource());
            assertThat(SdkDatabase.eventually(() -> !registered().isEmpty())).isTrue();
            assertThat(SdkDatabase.eventually(() -> governance.audit().held().waiting() == 0))
                    .isTrue();
        }

        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).isTrue();
        assertThat(verdict.signatures()).isEqualTo(new Signatures(2, 0, 0, 0, 0));
    }

    @Test
    void whereTheLogHasNoPlaceForSignaturesRowsAreStoredWithout() {
        SdkDatabase old = new SdkDatabase(TestPostgres.empty());
        old.execute("create table governance_audit_events (chain_seq bigserial, event_id uuid primary key,"
                + " session_id uuid not null, agent_id text not null, parent_event_id uuid, kind text not null,"
                + " model text, input_hash text, output_hash text, metadata_json jsonb not null, prev_hash text,"
                + " hmac_value text not null, created_at timestamptz not null)");
        try (Governance governance = builder(old.dataSource()).build()) {
            assertThat(governance.audit().log(event("one")).stored()).isTrue();
            assertThat(governance.audit().log(event("two")).stored()).isTrue();
        }

        assertThat(old.list("select kind from governance_audit_events order by chain_seq"))
                .containsExactly("one", "two");
    }

    @Test
    void noLogLineTellsTheKey() {
        String pem = AgentKeyFiles.pem();
        String body = pem.lines().skip(1).findFirst().orElseThrow();
        try (SdkLog log = new SdkLog()) {
            try (Governance governance =
                    builder(database.dataSource()).agentKey(AgentKey.ofPem(pem)).build()) {
                governance.audit().log(event("one"));
            }
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(body.substring(20, 40)));
            assertThat(log.lines()).anyMatch(line -> line.contains("the agents' key was registered"));
        }
    }
}
