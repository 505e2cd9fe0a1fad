package dev.governance.console.posture;

import static dev.governance.console.posture.Facts.SESSION;
import static dev.governance.console.wire.Lamp.Status.FAIL;
import static dev.governance.console.wire.Lamp.Status.PASS;
import static dev.governance.console.wire.Lamp.Status.UNKNOWN;
import static dev.governance.console.wire.Lamp.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.wire.Lamp;
import dev.governance.console.wire.MarksVerdict.State;
import dev.governance.console.wire.Posture;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page's headline: true without the picture. */
class VerdictRulesTest {
    private static final Posture.Chain VERIFIED = ChainRules.judge(Facts.known(State.HOLDS));
    private static final Posture.Chain TAMPERED =
            ChainRules.judge(Facts.known(State.HOLDS, Facts.finding("tampered", "TAMPERED at event 8")));
    private static final Posture.Chain ROLLED_BACK = ChainRules.judge(Facts.known(State.ROLLED_BACK));

    private static Posture.Agent agent(String id, String status, Lamp.Status scope, Lamp.Status gates) {
        Map<String, Lamp> lamps = new LinkedHashMap<>();
        lamps.put("scope", new Lamp(scope, null, null, null, null, null));
        lamps.put("gates", new Lamp(gates, null, null, null, null, null));
        return new Posture.Agent(
                id,
                status,
                0,
                null,
                Facts.present("live", null),
                lamps,
                List.of(),
                BigDecimal.ZERO,
                0,
                null,
                List.of(),
                new Posture.Scope(scope, 0, null),
                new Posture.Cost(PASS, BigDecimal.ZERO, 0, 0),
                new Posture.Gates(gates, 0),
                new Posture.Audit(PASS, 0));
    }

    private static Posture.Agent failing(String id) {
        return agent(id, "fail", FAIL, FAIL);
    }

    private static Posture.Agent warned(String id) {
        return agent(id, "warn", PASS, WARN);
    }

    private static Posture.Agent healthy(String id) {
        return agent(id, "pass", PASS, PASS);
    }

    @Test
    void failingAndHaltedAgentsAreNamedAndTheRestIsCounted() {
        Posture.Verdict verdict = VerdictRules.judge(
                List.of(failing("refund"), agent("payroll", "halted", PASS, PASS), warned("triage"), healthy("mail")),
                0,
                VERIFIED);

        assertThat(verdict)
                .isEqualTo(new Posture.Verdict(
                        "fail",
                        "Action needed on 2 of 4 agents",
                        "refund is failing Scope and Gates. payroll is halted. 1 agent has warnings, 1 is healthy."));
    }

    @Test
    void moreThanThreeAreCounted() {
        Posture.Verdict verdict =
                VerdictRules.judge(List.of(failing("a"), failing("b"), failing("c"), failing("d")), 0, VERIFIED);

        assertThat(verdict.sentence())
                .contains("c is failing")
                .doesNotContain("d is failing")
                .endsWith("1 more need action.");
    }

    @Test
    void aBrokenSessionOnNoCardIsActionNeeded() {
        assertThat(VerdictRules.judge(List.of(healthy("a")), 0, TAMPERED))
                .isEqualTo(new Posture.Verdict(
                        "fail",
                        "Action needed on the audit log",
                        "The audit log was changed: TAMPERED at event 8 in session " + SESSION
                                + ". Its kind was modified after signing. The links hold."));
        assertThat(VerdictRules.judge(List.of(failing("a")), 0, TAMPERED).sentence())
                .contains("The audit log was changed");
    }

    @Test
    void warningsAreNamedByModule() {
        assertThat(VerdictRules.judge(List.of(warned("triage"), healthy("mail")), 0, VERIFIED))
                .isEqualTo(new Posture.Verdict("warn", "1 agent has warnings", "triage: Gates. 1 agent is healthy."));
    }

    @Test
    void withinPolicySaysWhatNobodyLookedAt() {
        Posture.Agent unknown = agent("b", "pass", PASS, UNKNOWN);

        assertThat(VerdictRules.judge(List.of(healthy("a"), unknown), 0, VERIFIED))
                .isEqualTo(new Posture.Verdict(
                        "pass",
                        "All 2 agents are within policy",
                        "No module fails or warns. Not known yet: Gates on 1 of 2."));
        assertThat(VerdictRules.judge(List.of(unknown), 0, VERIFIED).sentence()).endsWith("Not known yet: Gates.");
    }

    @Test
    void agentsThatWereNotJudgedForbidAnAllClear() {
        Posture.Verdict verdict = VerdictRules.judge(List.of(healthy("a")), 5, VERIFIED);

        assertThat(verdict.status()).isEqualTo("unknown");
        assertThat(verdict.headline()).isEqualTo("Posture unknown");
        assertThat(verdict.sentence()).contains("5 agents are not judged");
    }

    @Test
    void anEmptyFleetIsNoSuccess() {
        assertThat(VerdictRules.judge(List.of(), 0, VERIFIED).status()).isEqualTo("unknown");
        assertThat(VerdictRules.judge(List.of(), 0, TAMPERED).status()).isEqualTo("fail");
    }

    @Test
    void marksThatWereRolledBackNeedAction() {
        Posture.Verdict verdict = VerdictRules.judge(List.of(healthy("a")), 0, ROLLED_BACK);

        assertThat(verdict.status()).isEqualTo("fail");
        assertThat(verdict.headline()).isEqualTo("Action needed on the audit log");
        assertThat(verdict.sentence()).isEqualTo("The marks are rolled_back.");
    }
}
