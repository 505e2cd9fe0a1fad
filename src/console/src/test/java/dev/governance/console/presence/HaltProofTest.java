package dev.governance.console.presence;

import static dev.governance.console.testing.People.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.chain.KeyMaterial;
import dev.governance.chain.Redaction;
import dev.governance.chain.SessionIds;
import dev.governance.chain.Timestamps;
import dev.governance.console.audit.AuditVerticle;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Presence;
import dev.governance.console.db.AuditRows;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Json;
import dev.governance.sdk.Governance;
import dev.governance.sdk.Heartbeat;
import dev.governance.sdk.errors.AgentHaltedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** How far a halt is proven: by what agents say of it, and by what the console sees itself. */
class HaltProofTest {
    private final String agent = "agent-" + UUID.randomUUID();
    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(HaltTest.verticle(stage));
        stage.deploy(new AuditVerticle(
                stage.bus(),
                stage.database(),
                new AuditRows(new Redaction(Set.of())::json),
                SigningKey.of(stage.key()),
                new KeyMaterial(Map.of()),
                Marks.unpinned(),
                Clock.systemUTC()));
        stage.execute("insert into governance_agent_presence (agent_id, operator_id) values (?, 'x')", agent);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aRunningAgentAcknowledgesAndRefuses(@TempDir Path held) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(stage.url().jdbcUrl());
        source.setUser(stage.url().user());
        source.setPassword(stage.url().password());
        try (Governance governance = Governance.builder(source)
                .auditSecret(Stage.SECRET)
                .holdingFolder(held)
                .build()) {
            governance.presence().heartbeat(Heartbeat.of(agent));

            Instant haltedAt = halted();

            Eventually.holds("it is acknowledged", () -> {
                ring();
                return halt().proof().equals("acknowledged");
            });
            assertThat(halt().acknowledgement().delayMs()).isBetween(0L, 5_000L);
            assertThat(halt().acknowledgement().processes()).isEqualTo(1);
            assertThat(halt().firstRefusal()).isNull();
            assertThat(catchThrowable(() -> governance.assertNotHalted(agent)))
                    .isInstanceOf(AgentHaltedException.class);
            Eventually.holds("its refusal is known", () -> {
                ring();
                return halt().firstRefusal() != null;
            });
            assertThat(halt().firstRefusal().path()).isEqualTo("assertNotHalted");
            assertThat(stage.verdict(session(haltedAt)).isVerified()).isTrue();
        }
    }

    @Test
    void aHaltIsOnlyIssuedUntilSomebodySaysMore() {
        halted();

        assertThat(halt().proof()).isEqualTo("issued");
        assertThat(halt().acknowledgement()).isNull();
    }

    @Test
    void twoProcessesAreCountedAndTheFirstIsTold() {
        Instant haltedAt = halted();
        UUID first = acknowledged(agent, session(haltedAt), "{\"process\": \"a\", \"delay_ms\": 41}");
        acknowledged(agent, session(haltedAt), "{\"process\": \"b\", \"delay_ms\": 12}");
        acknowledged(agent, session(haltedAt), "{\"process\": \"a\", \"delay_ms\": 1}");

        ring();

        Eventually.holds("it is acknowledged", () -> halt().acknowledgement() != null);
        assertThat(halt().acknowledgement())
                .extracting(
                        AgentPresence.Acknowledgement::processes,
                        AgentPresence.Acknowledgement::delayMs,
                        AgentPresence.Acknowledgement::eventId)
                .containsExactly(2, 41L, first);
    }

    @Test
    void whatTheConsoleSawItselfOutranksWhatIsClaimed() {
        Instant haltedAt = halted();
        stage.execute("update governance_console.halts set since = since - interval '1 minute'");
        acknowledged(agent, session(haltedAt), "{\"process\": \"a\", \"delay_ms\": 41}");
        logged(agent, UUID.randomUUID(), "tool.call", "{}");

        ring();

        Eventually.holds("the halt is watched", () -> halt().acknowledgement() != null);
        assertThat(halt().proof()).isEqualTo("still_active");
    }

    @Test
    void neitherAnotherAgentNorAnEarlierHaltAcknowledges() {
        Instant earlier = halted();
        stage.ask(Presence.RESUME, new Presence.Resume(agent, ADMIN, "fixed", null));
        Instant haltedAt = halted();
        acknowledged(agent, session(earlier), "{\"process\": \"a\", \"delay_ms\": 41}");
        acknowledged("another", session(haltedAt), "{\"process\": \"a\", \"delay_ms\": 41}");
        acknowledged(agent, UUID.randomUUID(), "{\"process\": \"a\", \"delay_ms\": 41}");
        logged(agent, session(haltedAt), "agent.halt_enforced", "{\"path\": \"scope\"}");

        ring();

        Eventually.holds("the halt is watched", () -> halt().firstRefusal() != null);
        assertThat(halt().acknowledgement()).isNull();
        assertThat(halt().proof()).isEqualTo("issued");
    }

    @Test
    void aHaltGivenAgainBeginsAnew() {
        Instant earlier = halted();
        acknowledged(agent, session(earlier), "{\"process\": \"a\", \"delay_ms\": 41}");
        ring();
        Eventually.holds("it is acknowledged", () -> halt().acknowledgement() != null);

        stage.ask(Presence.RESUME, new Presence.Resume(agent, ADMIN, "fixed", null));
        halted();
        ring();

        assertThat(halt().acknowledgement()).isNull();
    }

    @Test
    void whatIsNoDelayIsLeftOut() {
        Instant haltedAt = halted();
        acknowledged(agent, session(haltedAt), "{\"process\": [1], \"delay_ms\": \"-5 minutes\"}");
        logged(agent, session(haltedAt), "agent.halt_enforced", "{\"path\": {}, \"delay_ms\": 1e15}");

        ring();

        Eventually.holds("it is acknowledged", () -> halt().acknowledgement() != null);
        assertThat(halt().acknowledgement().delayMs()).isNull();
        assertThat(halt().firstRefusal().delayMs()).isNull();
    }

    @Test
    void whatIsClaimedWithoutTheSecretDoesNotCount() {
        Instant haltedAt = halted();
        forged(session(haltedAt), "agent.halt_acknowledged", "{\"process\": \"forged\", \"delay_ms\": 1}");
        forged(session(haltedAt), "agent.halt_enforced", "{\"path\": \"scope\", \"delay_ms\": 1}");
        UUID honest = acknowledged(agent, session(haltedAt), "{\"process\": \"a\", \"delay_ms\": 41}");

        ring();

        Eventually.holds("it is acknowledged", () -> halt().acknowledgement() != null);
        assertThat(halt().acknowledgement().eventId()).isEqualTo(honest);
        assertThat(halt().acknowledgement().processes()).isEqualTo(1);
        assertThat(halt().firstRefusal()).isNull();
    }

    @Test
    void moreThanAreCheckedAtOnceAreAllCounted() {
        Instant haltedAt = halted();
        for (int i = 0; i <= Audit.PROVED_AT_ONCE; i++) {
            acknowledged(agent, session(haltedAt), "{\"process\": \"%d\"}".formatted(i));
        }

        ring();

        Eventually.holds(
                "all are counted",
                () -> halt().acknowledgement() != null
                        && halt().acknowledgement().processes() == Audit.PROVED_AT_ONCE + 1);
    }

    @Test
    void whatIsKnownOfAHaltGoesWithIt() {
        acknowledged(agent, session(halted()), "{\"process\": \"a\"}");
        ring();
        Eventually.holds("it is acknowledged", () -> halt().acknowledgement() != null);

        stage.ask(Presence.RESUME, new Presence.Resume(agent, ADMIN, "fixed", null));
        ring();

        Eventually.holds(
                "nothing is left",
                () -> stage.rows("select from governance_console.halt_witnesses")
                        .isEmpty());
    }

    @Test
    void aMarkerThatAnSdkWroteIsAcknowledgedAlike() {
        stage.execute(
                "update governance_agent_presence set halted_by = 'sdk', halted_at = '2026-04-15T12:00:00Z'"
                        + " where agent_id = ?",
                agent);
        acknowledged(agent, session(Instant.parse("2026-04-15T12:00:00Z")), "{\"process\": \"a\"}");

        ring();

        Eventually.holds("it is acknowledged", () -> halt().acknowledgement() != null);
        assertThat(halt().proof()).isEqualTo("acknowledged");
    }

    private Instant halted() {
        return stage.ask(Presence.HALT, new Presence.Halt(agent, ADMIN, "stop", null))
                .haltedAt();
    }

    private UUID session(Instant haltedAt) {
        return SessionIds.md5("halt:" + agent + ":" + Timestamps.iso(haltedAt));
    }

    private UUID acknowledged(String agentId, UUID session, String metadata) {
        return logged(agentId, session, "agent.halt_acknowledged", metadata);
    }

    @SuppressWarnings("unchecked") // an object of JSON
    private UUID logged(String agentId, UUID session, String kind, String metadata) {
        AuditEntry entry = new AuditEntry(session, agentId, kind, Json.read(metadata, Map.class));
        return Stage.wait(
                stage.database().inTransaction(transaction -> stage.ledger().append(transaction, entry)));
    }

    private void forged(UUID session, String kind, String metadata) {
        stage.execute(
                "insert into governance_audit_events"
                        + " (event_id, session_id, agent_id, kind, metadata_json, hmac_value, created_at)"
                        + " values (?, ?, ?, ?, ?::jsonb, repeat('a', 64), now())",
                UUID.randomUUID(),
                session,
                agent,
                kind,
                metadata);
    }

    private void ring() {
        stage.bus().announce(Doorbell.HALT, new Doorbell.Rung(true));
        stage.bus().announce(Doorbell.APPENDED, new Doorbell.Rung(true));
    }

    private AgentPresence.Halt halt() {
        return stage.ask(Presence.AGENTS, new Presence.All()).agents().get(0).halt();
    }
}
