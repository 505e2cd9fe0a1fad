package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.sdk.errors.PolicyNotRegisteredException;
import dev.governance.sdk.errors.ScopeViolationException;
import dev.governance.sdk.errors.StoreException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Scope on a real database. */
class ScopeDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    @Test
    void aPolicyIsStoredAsThePythonSdkStoresIt() {
        GOVERNANCE
                .scope()
                .register(ScopePolicy.of("stored")
                        .allowTools("refund", "lookup")
                        .allowApis("GET https://api.example.com/v1/*")
                        .allowModels("gpt-4o")
                        .hideTools("drop_table"));

        assertThat(DATABASE.list("select policy_json::text from governance_policies where agent_id = 'stored'"
                        + " and policy_type = 'scope'"))
                .containsExactly("{\"agent_id\": \"stored\", \"allowed_apis\": [\"GET https://api.example.com/v1/*\"],"
                        + " \"hidden_tools\": [\"drop_table\"], \"allowed_tools\": [\"lookup\", \"refund\"],"
                        + " \"allowed_models\": [\"gpt-4o\"]}");
    }

    @Test
    void whatIsListedIsAllowedAndNothingElse() {
        GOVERNANCE
                .scope()
                .register(ScopePolicy.of("listed")
                        .allowTools("refund")
                        .allowApis("GET https://api.example.com/v1/*", "POST https://api.example.com/v1/refunds")
                        .allowModels("gpt-4o"));

        List.of(
                        Action.tool("refund"),
                        Action.api("GET https://api.example.com/v1/orders/7"),
                        Action.api("POST https://api.example.com/v1/refunds"),
                        Action.model("gpt-4o"))
                .forEach(allowed -> assertThatCode(() -> GOVERNANCE.scope().check("listed", allowed))
                        .doesNotThrowAnyException());
        List.of(
                        Action.tool("Refund"),
                        Action.tool("refund "),
                        Action.tool(""),
                        Action.tool("gpt-4o"),
                        Action.api("POST https://api.example.com/v1/refunds/7"),
                        Action.api("GET https://api.example.com/v1/../admin"),
                        Action.api("GET https://api.example.com/v1/%2E%2e/admin"),
                        Action.api("GET https://api.example.com/v1/..%252fadmin"),
                        Action.api("GET https://api.example.com/v1/..\\admin"),
                        Action.model("gpt-4o-mini"))
                .forEach(refused -> assertThatThrownBy(() -> GOVERNANCE.scope().check("listed", refused))
                        .isInstanceOf(ScopeViolationException.class));
    }

    @Test
    void aRefusalIsInTheAuditLogOfItsSession() {
        UUID session = UUID.randomUUID();
        GOVERNANCE.scope().register(ScopePolicy.of("refused").allowTools("lookup"));

        assertThatThrownBy(() -> GOVERNANCE
                        .scope()
                        .check("refused", Action.tool("refund").in(session)))
                .isInstanceOfSatisfying(ScopeViolationException.class, violation -> {
                    assertThat(violation.agentId()).isEqualTo("refused");
                    assertThat(violation.target()).isEqualTo("tool refund");
                });
        assertThatThrownBy(() ->
                        GOVERNANCE.scope().check("refused", Action.api("GET x").in(session)))
                .isInstanceOf(ScopeViolationException.class);

        assertThat(DATABASE.metadata("refused", "scope.violation"))
                .containsExactly(
                        "{\"api\": null, \"tool\": \"refund\", \"reason\": \"tool not whitelisted\"}",
                        "{\"api\": \"GET x\", \"tool\": null, \"reason\": \"api not whitelisted\"}");
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
        assertThat(DATABASE.verify(session).events()).isEqualTo(2);
    }

    @Test
    void anAgentWithoutAPolicyMayDoNothing() {
        assertThatThrownBy(() -> GOVERNANCE.scope().check("stranger", Action.tool("refund")))
                .isInstanceOf(PolicyNotRegisteredException.class);

        assertThat(DATABASE.metadata("stranger", "scope.violation"))
                .containsExactly("{\"api\": null, \"tool\": \"refund\", \"reason\": \"no policy registered\"}");
    }

    @Test
    void hiddenToolsAreLeftOutOfLists() {
        GOVERNANCE.scope().register(ScopePolicy.of("hider").allowTools("a", "b").hideTools("b"));

        assertThat(GOVERNANCE.scope().visibleTools("hider", List.of("a", "b", "c")))
                .containsExactly("a", "c");
    }

    @Test
    void aPolicyThatCannotBeStoredIsSaidSo() {
        try (Governance lonely = SdkDatabase.governance(SdkDatabase.nowhere())) {
            assertThatThrownBy(() -> lonely.scope().register(ScopePolicy.of("lonely")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is in force in this process");
        }
    }
}
