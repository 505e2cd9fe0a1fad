package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Which agents call models through a wrapped client, in the table that the Python SDK has for it. */
class CoverageDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private static java.util.List<String> rows(String agentId) {
        return DATABASE.list(
                "select concat_ws('|', provider, length(hostname_hash), sdk_version)"
                        + " from governance_wrapper_registrations where agent_id = ? order by provider",
                agentId);
    }

    @Test
    void aClientIsNotedOnceForEachProviderAndProcess() {
        GOVERNANCE.scope().register(ScopePolicy.of("covered"));

        assertThat(GOVERNANCE.coverage().note("covered", "openai")).isTrue();
        assertThat(GOVERNANCE.coverage().note("covered", "openai")).isTrue();
        assertThat(GOVERNANCE.coverage().note("covered", "anthropic")).isTrue();

        assertThat(rows("covered")).containsExactly("anthropic|64|java", "openai|64|java");
    }

    @Test
    void anAgentWithoutAStoredPolicyIsNotNoted() {
        assertThat(GOVERNANCE.coverage().note("nobody", "openai")).isFalse();
        assertThat(GOVERNANCE.coverage().note("nobody", "openai")).isFalse();

        assertThat(rows("nobody")).isEmpty();
    }

    @Test
    void whatWasNotSeenForAMonthIsForgotten() {
        GOVERNANCE.scope().register(ScopePolicy.of("former"));
        GOVERNANCE.scope().register(ScopePolicy.of("present"));
        GOVERNANCE.coverage().note("former", "openai");
        DATABASE.execute("update governance_wrapper_registrations set last_seen_at = now() - interval '31 days'"
                + " where agent_id = 'former'");

        GOVERNANCE.coverage().note("present", "openai");

        assertThat(rows("former")).isEmpty();
        assertThat(rows("present")).hasSize(1);
    }

    @Test
    void aDatabaseThatDoesNotAnswerNotesNothing() {
        try (Governance lonely = SdkDatabase.governance(SdkDatabase.nowhere())) {
            assertThat(lonely.coverage().note("lonely", "openai")).isFalse();
        }
    }
}
