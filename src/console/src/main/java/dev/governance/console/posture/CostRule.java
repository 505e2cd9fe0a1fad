package dev.governance.console.posture;

import static dev.governance.console.wire.Lamp.Status.FAIL;
import static dev.governance.console.wire.Lamp.Status.PASS;
import static dev.governance.console.wire.Lamp.Status.WARN;

import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Lamp;
import dev.governance.console.wire.Spend;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Judges what an agent spends against its daily cap. */
final class CostRule {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private static final Map<String, String> CAPS = Map.of(
            "per_session_usd", "session cap",
            "per_session_tokens", "session token cap",
            "per_session_seconds", "session time cap",
            "per_agent_usd_daily", "daily cap",
            "per_agent_tokens_daily", "daily token cap");

    private final IntSupplier warningPercent;

    CostRule(IntSupplier warningPercent) {
        this.warningPercent = warningPercent;
    }

    Lamp judge(AgentFacts facts) {
        Optional<BigDecimal> percent = Optional.ofNullable(facts.spend()).flatMap(CostRule::percent);
        return facts.seen(Signal.BUDGET)
                .map(seen -> exceeded(facts, seen, percent))
                .or(() -> facts.seen(Signal.BUDGET_UNCHECKED).map(seen -> unchecked(facts, seen)))
                .orElseGet(() -> spending(percent));
    }

    private static Lamp exceeded(AgentFacts facts, EventTally.Seen seen, Optional<BigDecimal> percent) {
        Optional<AuditEvent> event = facts.sighting(seen);
        String reason = event.map(CostRule::cap).orElse("a cap") + " reached"
                + event.flatMap(CostRule::amount).orElse("");
        return Lamps.lit(FAIL, percent.map(CostRule::shown).orElse(Long.toString(seen.count())), reason, seen, event);
    }

    private static Lamp unchecked(AgentFacts facts, EventTally.Seen seen) {
        return Lamps.lit(
                WARN, Long.toString(seen.count()), "the budget could not be checked", seen, facts.sighting(seen));
    }

    private Lamp spending(Optional<BigDecimal> percent) {
        if (percent.isEmpty()) {
            return new Lamp(PASS, null, "no daily cap", null, null, null);
        }
        boolean near = percent.get().compareTo(BigDecimal.valueOf(warningPercent.getAsInt())) >= 0;
        String value = shown(percent.get());
        return new Lamp(near ? WARN : PASS, value, near ? value + " of the daily cap" : null, null, null, null);
    }

    private static String cap(AuditEvent event) {
        return Lamps.member(event, "cap")
                .map(cap -> CAPS.getOrDefault(cap, cap))
                .orElse("a cap");
    }

    private static Optional<String> amount(AuditEvent event) {
        return Lamps.member(event, "used")
                .flatMap(used -> Lamps.member(event, "limit").map(limit -> ": " + used + " of " + limit));
    }

    /** The share of the cap in percent; empty without one. A cap of zero is used up by the first cent. */
    private static Optional<BigDecimal> percent(Spend spend) {
        BigDecimal cap = spend.capUsdDaily();
        if (cap == null) {
            return Optional.empty();
        }
        if (cap.signum() <= 0) {
            return Optional.of(spend.usdUsedToday().signum() > 0 ? HUNDRED : BigDecimal.ZERO);
        }
        return Optional.of(spend.usdUsedToday().multiply(HUNDRED).divide(cap, 1, RoundingMode.DOWN));
    }

    /** Rounded down, so that 99.9 % is not shown as the whole. */
    private static String shown(BigDecimal percent) {
        return percent.setScale(0, RoundingMode.DOWN).toPlainString() + " %";
    }
}
