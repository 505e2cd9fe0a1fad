package dev.governance.console.posture;

import static dev.governance.console.posture.Facts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Postures;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Posture;
import dev.governance.console.wire.Spend;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fleet as a whole, and what a browser must be told of the next one. */
class FleetRulesTest {
    private static final FleetRules RULES = new FleetRules("1.0", new CardRules(new ModuleRules(() -> 80)));
    private static final Audit.Findings NOTHING_CHECKED = Facts.nothingKnown();

    private static Bucket rows(String agent, String minute, long rows) {
        Instant time = Instant.parse(minute);
        return new Bucket(agent, null, false, time, rows, rows, rows, 7, time);
    }

    private static Readings readings(
            List<Bucket> events,
            List<AgentPresence> presence,
            List<Spend> spend,
            List<Waiting> waiting,
            Map<String, Set<String>> policies) {
        return new Readings(
                NOW,
                7,
                EventTally.of(events),
                0,
                Map.of(),
                presence,
                spend,
                waiting,
                policies,
                Map.of(),
                NOTHING_CHECKED);
    }

    private static Posture fleet() {
        return RULES.judge(readings(
                List.of(
                        rows("worker", "2026-04-15T12:00:00Z", 3),
                        rows("governance-console", "2026-04-15T11:01:00Z", 5)),
                List.of(Facts.present("idle", null)),
                List.of(
                        new Spend("worker", new BigDecimal("1.5"), 10, new BigDecimal("2")),
                        new Spend("quiet", new BigDecimal("0.25"), 5, new BigDecimal("3"))),
                List.of(new Waiting("asker", 2, NOW.minusSeconds(9), NOW.plusSeconds(60))),
                Map.of("quiet", Set.of("budget"))));
    }

    @Test
    void everyAgentKnownByAnythingHasACardAndTheConsoleIsNone() {
        assertThat(fleet().agents())
                .extracting(Posture.Agent::agentId)
                .containsExactlyInAnyOrder("worker", "refund-agent", "asker", "quiet");
        assertThat(fleet().agentCount()).isEqualTo(4);
    }

    @Test
    void theWorstComesFirstThenTheName() {
        assertThat(fleet().agents())
                .extracting(Posture.Agent::agentId)
                .containsExactly("asker", "refund-agent", "quiet", "worker");
    }

    @Test
    void sumsHoldEveryEventOfTheLogAndEveryCap() {
        assertThat(fleet().totals())
                .isEqualTo(new Posture.Totals(
                        8, 8, 0, new BigDecimal("1.75"), new BigDecimal("5"), 15, 2, NOW.plusSeconds(60)));
        assertThat(fleet().position()).isEqualTo(7);
        assertThat(fleet().timestamp()).isEqualTo(NOW);
    }

    @Test
    void theActivityIsTheLastSixtyMinutesOldestFirst() {
        List<Posture.Minute> activity = fleet().activity();

        assertThat(activity).hasSize(60);
        assertThat(activity.get(0)).isEqualTo(new Posture.Minute(Instant.parse("2026-04-15T11:01:00Z"), 5, 0));
        assertThat(activity.get(59)).isEqualTo(new Posture.Minute(Instant.parse("2026-04-15T12:00:00Z"), 3, 0));
    }

    @Test
    void onlyTheCardsThatDifferAreTold() {
        Posture before = fleet();
        Posture after = RULES.judge(readings(
                List.of(
                        rows("worker", "2026-04-15T12:00:00Z", 4),
                        rows("governance.default", "2026-04-15T11:01:00Z", 1),
                        rows("governance-console", "2026-04-15T11:01:00Z", 5)),
                List.of(Facts.present("idle", null)),
                List.of(
                        new Spend("worker", new BigDecimal("1.5"), 10, new BigDecimal("2")),
                        new Spend("quiet", new BigDecimal("0.25"), 5, new BigDecimal("3"))),
                List.of(),
                Map.of("quiet", Set.of("budget"))));

        Postures.Changed changed = Difference.between(before, after).orElseThrow();

        assertThat(changed.posture().agents())
                .extracting(Posture.Agent::agentId)
                .containsExactly("worker");
        assertThat(changed.posture().totals()).isEqualTo(after.totals());
        assertThat(changed.posture().agentCount()).isEqualTo(3);
        assertThat(changed.removed()).containsExactly("asker");
    }

    @Test
    void aFleetWithoutAnyChangeIsNotTold() {
        assertThat(Difference.between(fleet(), fleet())).isEmpty();
    }
}
