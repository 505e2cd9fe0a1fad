package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.sdk.errors.BudgetCheckFailedException;
import dev.governance.sdk.errors.BudgetExceededException;
import dev.governance.sdk.errors.UnknownModelException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Budgets on a real database. */
class CostDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private static Usage usage(String agentId, UUID session, String usd, long tokens) {
        return new Usage(agentId, session, new BigDecimal(usd), tokens, null);
    }

    private static void assertBreach(String agentId, UUID session, long projected, String cap) {
        assertThatThrownBy(() -> GOVERNANCE.cost().checkOrThrow(agentId, session, projected))
                .isInstanceOfSatisfying(
                        BudgetExceededException.class,
                        breach -> assertThat(breach.cap()).isEqualTo(cap));
    }

    @Test
    void aBudgetIsStoredAsThePythonSdkStoresIt() {
        GOVERNANCE
                .cost()
                .register(Budget.of("stored")
                        .perAgentUsdDaily(new BigDecimal("25"))
                        .perSessionTokens(1_000)
                        .perSession(Duration.ofMinutes(5)));

        assertThat(DATABASE.list("select policy_json::text from governance_policies where agent_id = 'stored'"
                        + " and policy_type = 'budget'"))
                .containsExactly("{\"agent_id\": \"stored\", \"per_session_usd\": null, \"per_session_tokens\": 1000,"
                        + " \"per_agent_usd_daily\": 25.0, \"per_session_seconds\": 300,"
                        + " \"per_agent_tokens_daily\": null}");
    }

    @Test
    void whatIsTrackedIsAddedToEveryCounter() {
        UUID session = UUID.randomUUID();

        Usage first = GOVERNANCE.cost().trackUsage("spender", session, "gpt-4o-mini-2024-07-18", 1_000_000, 100_000);
        GOVERNANCE.cost().track(usage("spender", session, "0.5", 7));

        assertThat(first.usd()).isEqualByComparingTo("0.21");
        CostSnapshot snapshot = GOVERNANCE.cost().snapshot("spender", session);
        assertThat(snapshot.sessionUsd()).isEqualByComparingTo("0.71");
        assertThat(snapshot.sessionTokens()).isEqualTo(1_100_007);
        assertThat(snapshot.dayUsd()).isEqualByComparingTo("0.71");
        assertThat(snapshot.dayTokens()).isEqualTo(1_100_007);
        assertThat(DATABASE.list("select model || ' ' || usd_used || ' ' || tokens_used || ' '"
                        + " || (day_utc = (now() at time zone 'utc')::date)"
                        + " from governance_cost_model_daily where agent_id = 'spender'"))
                .containsExactly("gpt-4o-mini-2024-07-18 0.21 1100000 true");
    }

    @Test
    void aCapThatIsReachedHoldsAndOneThatIsPassedStops() {
        UUID session = UUID.randomUUID();
        GOVERNANCE.cost().register(Budget.of("capped").perSessionUsd(new BigDecimal("0.3")));
        GOVERNANCE.cost().track(usage("capped", session, "0.1", 1));
        GOVERNANCE.cost().track(usage("capped", session, "0.2", 1));

        assertThatCode(() -> GOVERNANCE.cost().checkOrThrow("capped", session, 10))
                .doesNotThrowAnyException();
        GOVERNANCE.cost().track(usage("capped", session, "0.000001", 0));
        assertBreach("capped", session, 0, "per_session_usd");

        assertThat(DATABASE.metadata("capped", "budget.exceeded"))
                .containsExactly("{\"cap\": \"per_session_usd\", \"used\": 0.300001, \"limit\": 0.3}");
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
        assertThatCode(() -> GOVERNANCE.cost().checkOrThrow("capped", UUID.randomUUID(), 0))
                .doesNotThrowAnyException();
    }

    @Test
    void capsAreJudgedInTheOrderOfEverySdkAndTokensAreProjected() {
        UUID session = UUID.randomUUID();
        Budget all = Budget.of("ordered")
                .perSessionUsd(BigDecimal.ONE)
                .perSessionTokens(100)
                .perAgentUsdDaily(BigDecimal.ONE)
                .perAgentTokensDaily(100)
                .perSession(Duration.ofSeconds(10));
        GOVERNANCE.cost().track(usage("ordered", session, "2", 90));
        DATABASE.execute("update governance_cost_session_usage set started_at = now() - interval '1 hour'"
                + " where agent_id = 'ordered'");

        GOVERNANCE.cost().register(all);
        assertBreach("ordered", session, 11, "per_session_usd");
        GOVERNANCE.cost().register(all.perSessionUsd(BigDecimal.TEN));
        assertBreach("ordered", session, 11, "per_session_tokens");
        GOVERNANCE.cost().register(all.perSessionUsd(BigDecimal.TEN).perSessionTokens(1_000));
        assertBreach("ordered", session, 11, "per_agent_usd_daily");
        GOVERNANCE
                .cost()
                .register(all.perSessionUsd(BigDecimal.TEN)
                        .perSessionTokens(1_000)
                        .perAgentUsdDaily(BigDecimal.TEN));
        assertBreach("ordered", session, 11, "per_agent_tokens_daily");
        assertBreach("ordered", session, 10, "per_session_seconds");
    }

    @Test
    void whatOtherProcessesSpendCounts() {
        UUID session = UUID.randomUUID();
        GOVERNANCE.cost().register(Budget.of("shared").perAgentUsdDaily(new BigDecimal("5")));

        DATABASE.execute("insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used)"
                + " values ('shared', (now() at time zone 'utc')::date, 'NaN', 0)");

        assertBreach("shared", session, 0, "per_agent_usd_daily");
    }

    @Test
    void yesterdaysSpendDoesNotCount() {
        DATABASE.execute("insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used)"
                + " values ('rested', (now() at time zone 'utc')::date - 1, 99, 9)");
        GOVERNANCE.cost().register(Budget.of("rested").perAgentUsdDaily(new BigDecimal("5")));

        assertThatCode(() -> GOVERNANCE.cost().checkOrThrow("rested", UUID.randomUUID(), 0))
                .doesNotThrowAnyException();
    }

    @Test
    void aBudgetThatCannotBeReadStops() {
        SdkDatabase broken = new SdkDatabase();
        try (Governance governance = broken.governance()) {
            governance.cost().register(Budget.of("unsure").perAgentUsdDaily(BigDecimal.TEN));
            broken.execute("drop table governance_cost_agent_daily");

            assertThatThrownBy(() -> governance.cost().checkOrThrow("unsure", UUID.randomUUID(), 0))
                    .isInstanceOf(BudgetCheckFailedException.class);
            assertThat(governance.cost().track(usage("unsure", UUID.randomUUID(), "1", 1)))
                    .isFalse();

            assertThat(broken.metadata("unsure", "budget.check_failed"))
                    .containsExactly("{\"reason\": \"what was spent could not be read\","
                            + " \"fail_mode\": \"closed\", \"error_type\": \"PSQLException\"}");
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        UUID session = UUID.randomUUID();

        assertThatThrownBy(() -> usage("x", session, "-0.01", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> usage("x", session, "1", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GOVERNANCE.cost().checkOrThrow("x", session, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GOVERNANCE.cost().register(Budget.of("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Budget.of("x").perSessionTokens(2_000_000_000L))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GOVERNANCE.cost().trackUsage("x", session, "secret-model", 1, 1))
                .isInstanceOf(UnknownModelException.class);
        assertThatThrownBy(() -> GOVERNANCE.cost().trackUsage("x", session, "gpt-4o", Long.MAX_VALUE, 1))
                .isInstanceOf(ArithmeticException.class);
    }
}
