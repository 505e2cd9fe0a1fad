package dev.governance.console.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.Redaction;
import dev.governance.console.contract.Policies;
import dev.governance.console.policies.PoliciesVerticle;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import dev.governance.sdk.Action;
import dev.governance.sdk.Budget;
import dev.governance.sdk.Governance;
import dev.governance.sdk.ScopePolicy;
import dev.governance.sdk.Usage;
import dev.governance.sdk.errors.BudgetExceededException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What an admin stores in the console is what running agents go by. */
class PoliciesTest {
    private static final String AGENT = "refund-agent";

    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(new PoliciesVerticle(
                stage.bus(), stage.database(), stage.ledger(), new Redaction(Set.of())::json, List.of()));
        stage.signIn(People.ADMIN);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void store(String type, String json) {
        String version = stage.ask(Policies.OF_AGENT, new Policies.Of(AGENT)).policies().stream()
                .filter(policy -> policy.policyType().equals(type))
                .map(policy -> policy.version())
                .findFirst()
                .orElse(null);
        assertThat(stage.ask(
                                Policies.CHANGE,
                                new Policies.Change(AGENT, type, json, version, "a test", People.ADMIN, null))
                        .done())
                .isTrue();
    }

    private void storeBoth() {
        store("scope", """
                {"allowed_tools": ["refund", "größe"], "allowed_apis": [], "hidden_tools": [], "allowed_models": []}""");
        store("budget", """
                {"per_session_usd": 2, "per_session_tokens": null, "per_agent_usd_daily": null,
                 "per_agent_tokens_daily": 4000, "per_session_seconds": null}""");
    }

    @Test
    void aRunningJavaAgentFollows() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(stage.url().jdbcUrl());
        source.setUser(stage.url().user());
        source.setPassword(stage.url().password());
        try (Governance governance = Governance.builder(source)
                .auditSecret(Stage.SECRET)
                .holdingFolder(Path.of("target", "held", "policies"))
                .build()) {
            governance.scope().register(ScopePolicy.of(AGENT).allowTools("lookup"));
            governance.cost().register(Budget.of(AGENT).perSessionUsd(new BigDecimal("100")));

            storeBoth();

            Eventually.holds(
                    "the agent may use what the console allowed",
                    () -> catchThrowable(() -> governance.scope().check(AGENT, Action.tool("größe"))) == null);
            assertThatThrownBy(() -> governance.scope().check(AGENT, Action.tool("lookup")))
                    .hasMessageContaining("lookup");
            Usage dear = new Usage(AGENT, UUID.randomUUID(), new BigDecimal("2.01"), 100, "gpt-4o-mini");
            assertThatThrownBy(() -> governance.cost().reserve(dear, Duration.ofMinutes(1)))
                    .isInstanceOf(BudgetExceededException.class);
        }
    }

    @Tag("interop")
    @ParameterizedTest
    @EnumSource
    void thePackageReadsWhatWasStored(PythonRelease release) {
        storeBoth();

        try (PythonRun python = release.script(stage.url(), "policies.py", AGENT)) {
            JsonNode budget = python.await("budget");
            JsonNode scope = python.await("scope");

            assertThat(budget.get("usd").asText()).isEqualTo("2.0");
            assertThat(budget.get("tokens").asInt()).isEqualTo(4_000);
            assertThat(scope.get("tools").toString()).isEqualTo("[\"größe\",\"refund\"]");
            python.finish();
        }
    }
}
