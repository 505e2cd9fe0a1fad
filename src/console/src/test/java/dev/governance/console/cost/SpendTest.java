package dev.governance.console.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Cost;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Spend;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents spent today, beside their caps. */
class SpendTest {
    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(new CostVerticle(stage.bus(), stage.database(), stage.ledger(), List::of, false, () -> 80));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void spent(String agent, double usd, long tokens, int daysAgo) {
        stage.execute(
                "insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used)"
                        + " values (?, (now() at time zone 'utc')::date - ?, ?, ?)",
                agent,
                daysAgo,
                usd,
                tokens);
    }

    private void policy(String agent, String type, String json) {
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values (?, ?, ?::jsonb)",
                agent,
                type,
                json);
    }

    private List<Spend> today() {
        return stage.ask(Cost.AGENTS, new Cost.Today()).agents();
    }

    @Test
    void theHighestComesFirstAndYesterdayDoesNotCount() {
        spent("small", 0.1 + 0.2, 30, 0);
        spent("large", 12.5, 900, 0);
        spent("large", 100, 1, 1);
        spent("gone", 50, 1, 1);

        assertThat(today())
                .containsExactly(
                        new Spend("large", new BigDecimal("12.5"), 900, null),
                        new Spend("small", new BigDecimal("0.3"), 30, null));
    }

    @Test
    void anAgentWithAPolicyIsShownBeforeItSpends() {
        policy("planned", "budget", "{\"per_agent_usd_daily\": 5.25}");
        policy("scoped", "scope", "{\"per_agent_usd_daily\": 9}");

        assertThat(today())
                .containsExactly(
                        new Spend("planned", BigDecimal.ZERO, 0, new BigDecimal("5.25")),
                        new Spend("scoped", BigDecimal.ZERO, 0, null));
    }

    @Test
    void aCapThatIsNoNumberIsNoCap() {
        policy("odd", "budget", "{\"per_agent_usd_daily\": \"plenty\"}");
        policy("none", "budget", "{\"per_agent_usd_daily\": null}");

        assertThat(today()).extracting(Spend::capUsdDaily).containsOnlyNulls().hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.1,                  0.1
            0.30000000000000004,  0.3
            0.00000045,           0.00000045
            100,                  100
            1200,                 1200
            0,                    0
            -0.5,                 -0.5
            NaN,                  1000000000000
            Infinity,             1000000000000
            """)
    void theNoiseOfBinaryFractionsIsTakenOut(double usd, BigDecimal amount) {
        assertThat(Dollars.of(usd)).isEqualTo(amount);
    }
}
