package dev.governance.console.posture;

import static dev.governance.console.posture.Facts.AGENT;
import static dev.governance.console.posture.Facts.EARLIER;
import static dev.governance.console.posture.Facts.NOW;
import static dev.governance.console.posture.Facts.finding;
import static dev.governance.console.posture.Facts.halt;
import static dev.governance.console.posture.Facts.present;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.Lamp;
import dev.governance.console.wire.Posture;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CardRulesTest {
    private final CardRules rules = new CardRules(new ModuleRules(() -> 80));

    private Posture.Agent card(Facts facts) {
        return rules.card(facts.done(), NOW);
    }

    @Test
    void theWorstLampIsTheCardsStatusAndAHaltIsAboveAll() {
        Facts facts = new Facts();
        assertThat(card(facts).status()).isEqualTo("pass"); // though compliance is unknown
        assertThat(card(facts.waits(1)).status()).isEqualTo("warn");
        facts.saw(Signal.SCOPE, 1, 5, "scope.violation", "{}");
        assertThat(card(facts).status()).isEqualTo("fail");
        assertThat(card(facts.presence(present("live", halt("enough")))).status())
                .isEqualTo("halted");
    }

    @Test
    void issuesComeWorstFirstAndTheHaltBeforeThem() {
        Facts facts = new Facts()
                .waits(1)
                .saw(Signal.SCOPE, 1, 5, "scope.violation", "{\"tool\": \"pay\"}")
                .findings(finding("tampered", "TAMPERED at event 8"));

        assertThat(card(facts).issues()).extracting(Posture.Issue::module).containsExactly("audit", "scope", "gates");

        Posture.Agent halted = card(facts.presence(present("live", halt("enough"))));
        assertThat(halted.issues())
                .extracting(Posture.Issue::module)
                .containsExactly("halt", "audit", "scope", "gates");
        assertThat(halted.issues().get(0))
                .isEqualTo(new Posture.Issue("halt", Lamp.Status.FAIL, "enough", EARLIER, null, null));
    }

    @Test
    void whatASilentAgentAskedForStaysVisible() {
        Posture.Agent silent = card(new Facts().waits(1).presence(present("unresponsive", null)));

        assertThat(silent.status()).isEqualTo("warn");
        assertThat(silent.issues()).extracting(Posture.Issue::module).contains("gates", "presence");
    }

    @Test
    void spendIsNothingUntilSomethingWasSpent() {
        assertThat(card(new Facts()).usdToday()).isZero();
        Posture.Agent spending = card(new Facts().spent("3.25", "10"));
        assertThat(spending.usdToday()).isEqualTo(new BigDecimal("3.25"));
        assertThat(spending.tokensToday()).isEqualTo(700);
        assertThat(spending.capUsd()).isEqualTo(new BigDecimal("10"));
    }

    @Test
    void theSparklineHasThirtyMinutesOldestFirst() {
        EventTally tally = EventTally.of(
                List.of(at("2026-04-15T12:00:00Z", 4), at("2026-04-15T11:31:00Z", 2), at("2026-04-15T11:30:00Z", 9)));
        AgentFacts facts = new AgentFacts(
                AGENT,
                tally.agent(AGENT),
                Map.of(),
                present("live", null),
                null,
                null,
                Set.of(),
                null,
                List.<Audit.Finding>of(),
                ChainRules.judge(Facts.nothingKnown()));

        List<Long> activity = rules.card(facts, NOW).activity();

        assertThat(activity).hasSize(30).startsWith(2L, 0L).endsWith(0L, 4L);
        assertThat(activity.stream().mapToLong(Long::longValue).sum()).isEqualTo(6);
    }

    private static Bucket at(String minute, long rows) {
        Instant time = Instant.parse(minute);
        return new Bucket(AGENT, null, false, time, rows, rows, rows, rows, time);
    }
}
