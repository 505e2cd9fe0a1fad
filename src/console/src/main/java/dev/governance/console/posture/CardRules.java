package dev.governance.console.posture;

import static dev.governance.console.wire.Lamp.Status.FAIL;
import static dev.governance.console.wire.Lamp.Status.WARN;

import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Lamp;
import dev.governance.console.wire.OneLine;
import dev.governance.console.wire.Posture;
import dev.governance.console.wire.Spend;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Makes an agent's card of its facts. */
final class CardRules {
    private static final int MOST_ISSUES = 10;
    private static final int SPARKLINE_MINUTES = 30;

    private final ModuleRules modules;

    CardRules(ModuleRules modules) {
        this.modules = modules;
    }

    Posture.Agent card(AgentFacts facts, Instant now) {
        Map<String, Lamp> lamps = modules.judge(facts);
        Spend spend = facts.spend();
        EarlierModules earlier = new EarlierModules(facts, lamps);
        return new Posture.Agent(
                facts.agentId(),
                status(facts.presence(), lamps),
                facts.events().events(),
                facts.events().latest().orElse(null),
                facts.presence(),
                lamps,
                issues(facts.presence(), lamps),
                spend == null ? BigDecimal.ZERO : spend.usdUsedToday(),
                spend == null ? 0 : spend.tokensUsedToday(),
                spend == null ? null : spend.capUsdDaily(),
                sparkline(facts.events(), now),
                earlier.scope(),
                earlier.cost(),
                earlier.gates(),
                earlier.audit());
    }

    /** What is unknown does not worsen an agent; the verdict says what is not known. */
    private static String status(AgentPresence presence, Map<String, Lamp> lamps) {
        if (presence.halt() != null) {
            return "halted";
        }
        if (lamps.values().stream().anyMatch(lamp -> lamp.status() == FAIL)) {
            return "fail";
        }
        return lamps.values().stream().anyMatch(lamp -> lamp.status() == WARN) ? "warn" : "pass";
    }

    private static List<Posture.Issue> issues(AgentPresence presence, Map<String, Lamp> lamps) {
        List<Posture.Issue> issues = new ArrayList<>();
        lamps.forEach((module, lamp) -> {
            if (lamp.status() == FAIL || lamp.status() == WARN) {
                issues.add(issue(module, lamp));
            }
        });
        issues.sort(Comparator.comparing(Posture.Issue::status).reversed()); // stable: modules keep their order
        AgentPresence.Halt halt = presence.halt();
        if (halt != null) {
            issues.removeIf(issue -> issue.module().equals("presence"));
            issues.add(0, halted(halt));
        }
        return issues.stream().limit(MOST_ISSUES).toList();
    }

    private static Posture.Issue issue(String module, Lamp lamp) {
        String text = lamp.reason() == null ? "" : lamp.reason();
        return new Posture.Issue(module, lamp.status(), text, lamp.since(), lamp.eventId(), lamp.chainSeq());
    }

    private static Posture.Issue halted(AgentPresence.Halt halt) {
        return new Posture.Issue("halt", FAIL, OneLine.of(halt.reason(), Lamps.TEXT), halt.haltedAt(), null, null);
    }

    private static List<Long> sparkline(EventTally.Agent events, Instant now) {
        Instant first = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(SPARKLINE_MINUTES - 1L));
        return LongStream.range(0, SPARKLINE_MINUTES)
                .mapToObj(minute -> events.during(first.plus(Duration.ofMinutes(minute))))
                .toList();
    }
}
