package dev.governance.console.posture;

import static dev.governance.console.posture.Facts.EARLIER;
import static dev.governance.console.posture.Facts.EVENT;
import static dev.governance.console.posture.Facts.finding;
import static dev.governance.console.posture.Facts.halt;
import static dev.governance.console.posture.Facts.present;
import static dev.governance.console.wire.Lamp.Status.FAIL;
import static dev.governance.console.wire.Lamp.Status.PASS;
import static dev.governance.console.wire.Lamp.Status.UNKNOWN;
import static dev.governance.console.wire.Lamp.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.Lamp;
import dev.governance.console.wire.MarksVerdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lamp is lit by what. */
class ModuleRulesTest {
    private final ModuleRules rules = new ModuleRules(() -> 80);

    private Lamp lamp(String module, Facts facts) {
        return rules.judge(facts.done()).get(module);
    }

    @Test
    void aHealthyAgentPassesEverythingThatCanBeKnown() {
        assertThat(rules.judge(new Facts().done()).entrySet())
                .extracting(lamp -> lamp.getKey() + " " + lamp.getValue().status())
                .containsExactly(
                        "audit PASS",
                        "scope PASS",
                        "cost PASS",
                        "gates PASS",
                        "loop PASS",
                        "presence PASS",
                        "contracts PASS",
                        "compliance UNKNOWN");
    }

    @Test
    void theAuditLampSaysTheWorstOfTheAgentsSessions() {
        Facts facts = new Facts()
                .findings(
                        finding("unverifiable", "Cannot verify"),
                        finding("unverifiable", "Cannot verify 3 of 12 events"),
                        finding("tampered", "TAMPERED at event 8"));

        assertThat(lamp("audit", facts))
                .isEqualTo(new Lamp(
                        FAIL, null, "TAMPERED at event 8. Its kind was modified after signing.", EARLIER, EVENT, null));
        assertThat(lamp("audit", new Facts().findings(finding("truncated", "TRUNCATED after event 4")))
                        .status())
                .isEqualTo(FAIL);
        assertThat(lamp("audit", new Facts().findings(finding("unverifiable", "Cannot verify")))
                        .status())
                .isEqualTo(WARN);
    }

    @Test
    void whatWasNotCheckedIsUnknownNotPassed() {
        assertThat(lamp("audit", new Facts().chain(Facts.nothingKnown())).status())
                .isEqualTo(UNKNOWN);
        assertThat(lamp("audit", new Facts().chain(Facts.overdue())).status()).isEqualTo(UNKNOWN);
        assertThat(lamp("audit", new Facts().chain(Facts.known(MarksVerdict.State.MISSING)))
                        .reason())
                .isEqualTo("marks missing: deletions cannot be ruled out");
    }

    @Test
    void noLampVouchesForItsAgentWhileALostSessionNamesNone() {
        Audit.Finding nobodys = new Audit.Finding(
                Facts.SESSION, "truncated", "TRUNCATED after event 0", "It is gone.", null, 0, EARLIER, List.of());

        Lamp lamp = lamp("audit", new Facts().chain(Facts.known(MarksVerdict.State.HOLDS, nobodys)));

        assertThat(lamp.status()).isEqualTo(UNKNOWN);
        assertThat(lamp.reason()).isEqualTo("events are lost or changed of which no agent is known");
    }

    @Test
    void damageElsewhereIsNoFaultOfThisAgent() {
        Audit.Finding elsewhere = finding("tampered", "TAMPERED at event 8");
        Facts facts = new Facts().chain(Facts.known(MarksVerdict.State.HOLDS, elsewhere));

        assertThat(lamp("audit", facts)).isEqualTo(new Lamp(PASS, null, "no damage in its sessions", null, null, null));
    }

    @Test
    void aScopeViolationNamesTheToolTheCountAndTheNewestRow() {
        Facts facts = new Facts().saw(Signal.SCOPE, 3, 847, "scope.violation", "{\"tool\": \"delete_account\"}");

        assertThat(lamp("scope", facts))
                .isEqualTo(new Lamp(FAIL, "3", "delete_account blocked 3×", EARLIER, EVENT, 847L));
    }

    @Test
    void aViolationWhoseRowCannotBeReadIsStillCounted() {
        EventTally tally = EventTally.of(
                List.of(new Bucket("a", Signal.SCOPE, true, null, 2, 2, 2, 9, Instant.parse("2026-04-15T11:00:00Z"))));
        AgentFacts facts = new AgentFacts(
                "a",
                tally.agent("a"),
                java.util.Map.of(),
                present("live", null),
                null,
                null,
                java.util.Set.of(),
                null,
                List.of(),
                ChainRules.judge(Facts.nothingKnown()));

        assertThat(rules.judge(facts).get("scope")).isEqualTo(new Lamp(FAIL, "2", "a call blocked 2×", null, null, 9L));
    }

    @Test
    void anAgentWithoutAScopePolicyPassesAndSaysSo() {
        assertThat(lamp("scope", new Facts().policies("budget")))
                .isEqualTo(new Lamp(PASS, null, "no scope policy registered", null, null, null));
    }

    @Test
    void waitingApprovalsWarnSinceTheOldest() {
        assertThat(lamp("gates", new Facts().waits(1)))
                .isEqualTo(new Lamp(WARN, "1", "1 approval waiting", EARLIER, null, null));
        assertThat(lamp("gates", new Facts().waits(2)).reason()).isEqualTo("2 approvals waiting");
    }

    @Test
    void aStoppedLoopFailsAndALoggedOneWarns() {
        Facts logged = new Facts().saw(Signal.LOOP_LOGGED, 1, 5, "loop.detected", "{\"tool_name\": \"search\"}");
        assertThat(lamp("loop", logged).status()).isEqualTo(WARN);

        logged.saw(Signal.LOOP_STOPPED, 1, 6, "loop.detected", "{\"tool_name\": \"search\"}");
        assertThat(lamp("loop", logged))
                .isEqualTo(new Lamp(FAIL, "1", "search called in a loop and stopped", EARLIER, EVENT, 6L));
    }

    @Test
    void presenceFollowsTheHeartbeatAndAHaltOverridesIt() {
        assertThat(lamp("presence", new Facts().presence(present("idle", null))).value())
                .isEqualTo("Idle");
        assertThat(lamp("presence", new Facts().presence(present("unresponsive", null)))
                        .status())
                .isEqualTo(WARN);
        assertThat(lamp("presence", new Facts().presence(present("never_seen", null)))
                        .status())
                .isEqualTo(UNKNOWN);
        assertThat(lamp("presence", new Facts().presence(present("live", halt("spends\ntoo much")))))
                .isEqualTo(new Lamp(FAIL, "Halted", "spends too much", EARLIER, null, null));
    }

    @Test
    void aCheckBeforeACallFailsAndOneAfterItWarns() {
        Facts facts = new Facts().saw(Signal.CONTRACT_AFTER, 1, 5, "contract.post_violation", "{\"tool\": \"pay\"}");
        assertThat(lamp("contracts", facts).reason()).isEqualTo("check after pay failed");
        assertThat(lamp("contracts", facts).status()).isEqualTo(WARN);

        facts.saw(Signal.CONTRACT_BEFORE, 1, 6, "contract.pre_violation", "{\"tool\": \"pay\"}");
        assertThat(lamp("contracts", facts).status()).isEqualTo(FAIL);
    }

    @Test
    void aToolsNameCannotBreakALampsLineNorFormatIt() {
        Facts facts = new Facts()
                .saw(
                        Signal.LOOP_STOPPED,
                        1,
                        5,
                        "loop.detected",
                        "{\"tool\": \"%s%n \\n \\u202eevil " + "x".repeat(200) + "\"}");

        assertThat(lamp("loop", facts).reason())
                .startsWith("%s%n")
                .doesNotContain("\n", "\u202e")
                .hasSizeLessThanOrEqualTo(120);
    }
}
