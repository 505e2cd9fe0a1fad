package dev.governance.console.posture;

import static dev.governance.console.posture.Facts.EARLIER;
import static dev.governance.console.posture.Facts.EVENT;
import static dev.governance.console.wire.Lamp.Status.FAIL;
import static dev.governance.console.wire.Lamp.Status.PASS;
import static dev.governance.console.wire.Lamp.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.wire.Lamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostRuleTest {
    private final CostRule rule = new CostRule(() -> 80);

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,       10, PASS, 0 %
            7.99,    10, PASS, 79 %
            7.9999,  10, PASS, 79 %
            8,       10, WARN, 80 %
            9.9999,  10, WARN, 99 %
            10,      10, WARN, 100 %
            12.5,    10, WARN, 125 %
            0,       0,  PASS, 0 %
            0.01,    0,  WARN, 100 %
            """)
    void spendingWarnsFromItsShareOfTheCapAndIsNeverRoundedUp(
            String usd, String cap, Lamp.Status status, String value) {
        Lamp lamp = rule.judge(new Facts().spent(usd, cap).done());

        assertThat(lamp.status()).isEqualTo(status);
        assertThat(lamp.value()).isEqualTo(value);
        assertThat(lamp.reason()).isEqualTo(status == PASS ? null : value + " of the daily cap");
    }

    @Test
    void withoutACapNothingIsJudged() {
        assertThat(rule.judge(new Facts().spent("1000", null).done()))
                .isEqualTo(new Lamp(PASS, null, "no daily cap", null, null, null));
        assertThat(rule.judge(new Facts().done()).status()).isEqualTo(PASS);
    }

    @Test
    void aReachedCapFailsAndIsNamedWithItsAmounts() {
        Facts facts = new Facts()
                .spent("10.50", "10")
                .saw(
                        Signal.BUDGET,
                        2,
                        40,
                        "budget.exceeded",
                        "{\"cap\": \"per_session_usd\", \"used\": 0.52, \"limit\": 0.5}");

        assertThat(rule.judge(facts.done()))
                .isEqualTo(new Lamp(FAIL, "105 %", "session cap reached: 0.52 of 0.5", EARLIER, EVENT, 40L));
    }

    @Test
    void withoutADailyCapTheFigureIsHowOftenOneWasReached() {
        Facts facts = new Facts().saw(Signal.BUDGET, 2, 40, "budget.exceeded", "{}");

        assertThat(rule.judge(facts.done())).isEqualTo(new Lamp(FAIL, "2", "a cap reached", EARLIER, EVENT, 40L));
    }

    @Test
    void aBudgetThatCouldNotBeCheckedWarnsAndAReachedCapIsWorse() {
        Facts facts = new Facts().saw(Signal.BUDGET_UNCHECKED, 1, 41, "budget.check_failed", "{}");
        assertThat(rule.judge(facts.done()).status()).isEqualTo(WARN);

        facts.saw(Signal.BUDGET, 1, 42, "budget.exceeded", "{}");
        assertThat(rule.judge(facts.done()).status()).isEqualTo(FAIL);
    }
}
