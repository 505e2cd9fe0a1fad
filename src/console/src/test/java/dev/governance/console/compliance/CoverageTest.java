package dev.governance.console.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.governance.console.contract.Compliance;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.WrapperCoverage;
import dev.governance.console.wire.WrapperCoverage.Wrapper;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which agents call models through a wrapped client. */
class CoverageTest {
    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(new ComplianceVerticle(
                stage.bus(),
                stage.database(),
                stage.ledger(),
                SigningKey.of(stage.key()),
                Optional::empty,
                Clock.systemUTC(),
                Duration.ofSeconds(15)));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void policy(String agent, String type) {
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values (?, ?, '{}')",
                agent,
                type);
    }

    private void wrapper(String agent, String provider, String age) {
        stage.execute(
                "insert into governance_wrapper_registrations (agent_id, provider, hostname_hash, instance_id,"
                        + " last_seen_at) values (?, ?, 'h', gen_random_uuid(), now() - ?::interval)",
                agent,
                provider,
                age);
    }

    private void wrote(String agent) {
        Stage.wait(stage.database()
                .inTransaction(transaction -> stage.ledger()
                        .append(transaction, new AuditEntry(UUID.randomUUID(), agent, "llm.call", Map.of()))));
    }

    private WrapperCoverage coverage(@Nullable String agent, int days) {
        return stage.ask(Compliance.COVERAGE, new Compliance.Wrapped(agent, days));
    }

    @Test
    void agentsWithAPolicyAndAClientThatWasSeenAreCovered() {
        for (String agent : new String[] {"covered", "stale", "bare", "also"}) {
            policy(agent, "scope");
        }
        policy("budgeted", "budget");
        wrapper("covered", "openai", "1 hour");
        wrapper("covered", "openai", "20 days");
        wrapper("covered", "anthropic", "8 days");
        wrapper("stale", "openai", "8 days");
        wrapper("budgeted", "openai", "1 hour");

        WrapperCoverage week = coverage(null, 7);

        assertThat(week.totalWrappers()).isEqualTo(4);
        assertThat(week.activeWrappers()).isEqualTo(2);
        assertThat(week.coveredAgents()).isEqualTo(1);
        assertThat(week.coveragePct()).isEqualTo(0.25);
        assertThat(week.coveragePctReason()).isEqualTo("ok");
        assertThat(week.byAgent())
                .extracting(Wrapper::agentId, Wrapper::provider, Wrapper::active)
                .containsExactly(
                        tuple("budgeted", "openai", true),
                        tuple("covered", "anthropic", false),
                        tuple("covered", "openai", true),
                        tuple("stale", "openai", false));
        assertThat(coverage(null, 9).coveragePct()).isEqualTo(0.5);
        assertThat(coverage("covered", 7).coveragePct()).isEqualTo(1.0);
        assertThat(coverage("bare", 7).coveragePct()).isZero();
        assertThat(coverage("' or true --", 7).coveragePctReason()).isEqualTo("no_scope_policies_registered");
    }

    @Test
    void whoeverWritesWithoutAClientIsNamedAndTheConsoleIsNoAgent() {
        policy("wrapped", "scope");
        wrapper("wrapped", "openai", "1 hour");
        policy("stale", "scope");
        wrapper("stale", "openai", "9 days");
        wrote("wrapped");
        wrote("stale");
        wrote("bare");
        wrote("bare");
        wrote("governance-console");

        assertThat(coverage(null, 7).unwrappedAgentsSeenInAudit()).containsExactly("bare", "stale");
        assertThat(coverage("bare", 7).unwrappedAgentsSeenInAudit()).containsExactly("bare");
    }

    @Test
    void withoutScopePoliciesNoPartIsTold() {
        WrapperCoverage coverage = coverage(null, 7);

        assertThat(coverage.coveragePct()).isNull();
        assertThat(coverage.coveragePctReason()).isEqualTo("no_scope_policies_registered");
        assertThat(coverage.activeWrappers()).isZero();
    }

    @Test
    void aRegistryThatIsMissingIsSaidAndIsNotZero() {
        policy("one", "scope");
        stage.execute("drop table governance_wrapper_registrations");

        WrapperCoverage coverage = coverage(null, 7);

        assertThat(coverage.coveragePctReason()).isEqualTo("registry_missing");
        assertThat(coverage.activeWrappers()).isNull();
        assertThat(coverage.coveragePct()).isNull();
        assertThat(coverage.complete()).isFalse();
    }

    @Test
    void theListsAreBounded() {
        stage.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, metadata_json, hmac_value,"
                        + " created_at) select gen_random_uuid(), gen_random_uuid(), 'agent-' || to_char(n, 'FM0000'), 'llm.call',"
                        + " '{}', 'm', now() from generate_series(1, 1500) n");

        WrapperCoverage coverage = coverage(null, 7);

        assertThat(coverage.unwrappedAgentsSeenInAudit()).hasSize(200).startsWith("agent-0001");
        assertThat(coverage.complete()).isFalse();
    }
}
