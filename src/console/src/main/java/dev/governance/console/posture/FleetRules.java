package dev.governance.console.posture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.AuditAgents;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Posture;
import dev.governance.console.wire.Spend;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Makes the posture of the whole fleet of what was read. */
final class FleetRules {
    private static final int ACTIVITY_MINUTES = 60;

    /** The worst first. */
    private static final List<String> STATUSES = List.of("fail", "halted", "warn", "pass");

    private final String version;
    private final CardRules cards;

    FleetRules(String version, CardRules cards) {
        this.version = version;
        this.cards = cards;
    }

    Posture judge(Readings readings) {
        Posture.Chain chain = ChainRules.judge(readings.findings());
        List<Posture.Agent> agents = agents(readings, chain);
        return new Posture(
                readings.now(),
                version,
                readings.position(),
                Math.toIntExact(agents.size() + readings.agentsBeyond()),
                VerdictRules.judge(agents, readings.agentsBeyond(), chain),
                totals(readings),
                chain,
                activity(readings),
                agents.stream().limit(Posture.SHOWN).toList());
    }

    /** Every agent known by an event, a heartbeat or a policy; also one that was halted before it was ever seen. */
    private List<Posture.Agent> agents(Readings readings, Posture.Chain chain) {
        Map<String, AgentPresence> presence = byAgent(readings.presence(), AgentPresence::agentId);
        Map<String, Spend> spend = byAgent(readings.spend(), Spend::agentId);
        Map<String, Waiting> waiting = byAgent(readings.waiting(), Waiting::agentId);
        Map<String, List<Audit.Finding>> findings = findings(readings.findings());
        Set<String> ids = new TreeSet<>(readings.events().agentIds());
        ids.addAll(presence.keySet());
        ids.addAll(readings.policies().keySet());
        ids.addAll(waiting.keySet());
        ids.removeAll(AuditAgents.NO_AGENTS);
        return ids.stream()
                .map(id -> new AgentFacts(
                        id,
                        readings.events().agent(id),
                        readings.sightings(),
                        Optional.ofNullable(presence.get(id)).orElseGet(() -> neverSeen(id)),
                        spend.get(id),
                        waiting.get(id),
                        readings.policies().getOrDefault(id, Set.of()),
                        readings.loops().get(id),
                        findings.getOrDefault(id, List.of()),
                        chain))
                .map(facts -> cards.card(facts, readings.now()))
                .sorted(Comparator.comparingInt(card -> STATUSES.indexOf(card.status())))
                .toList();
    }

    private static <T> Map<String, T> byAgent(List<T> list, Function<T, String> agentId) {
        return list.stream().collect(Collectors.toMap(agentId, Function.identity(), (first, second) -> first));
    }

    private static Map<String, List<Audit.Finding>> findings(Audit.Findings findings) {
        Map<String, List<Audit.Finding>> byAgent = new HashMap<>();
        findings.damaged()
                .forEach(finding -> finding.agents()
                        .forEach(agent -> byAgent.computeIfAbsent(agent, id -> new ArrayList<>())
                                .add(finding)));
        return byAgent;
    }

    private static AgentPresence neverSeen(String agentId) {
        return new AgentPresence(agentId, "never_seen", null, null, null, JsonNodeFactory.instance.objectNode(), null);
    }

    private static Posture.Totals totals(Readings readings) {
        return new Posture.Totals(
                readings.events().events(),
                readings.events().today(),
                readings.events().blockedToday(),
                readings.spend().stream().map(Spend::usdUsedToday).reduce(BigDecimal.ZERO, BigDecimal::add),
                readings.spend().stream()
                        .flatMap(spend -> Optional.ofNullable(spend.capUsdDaily()).stream())
                        .reduce(BigDecimal::add)
                        .orElse(null),
                readings.spend().stream().mapToLong(Spend::tokensUsedToday).sum(),
                readings.waiting().stream().mapToLong(Waiting::count).sum(),
                readings.waiting().stream()
                        .map(Waiting::nextExpiry)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static List<Posture.Minute> activity(Readings readings) {
        Instant first = readings.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(ACTIVITY_MINUTES - 1L));
        return LongStream.range(0, ACTIVITY_MINUTES)
                .mapToObj(minute -> first.plus(Duration.ofMinutes(minute)))
                .map(minute -> new Posture.Minute(
                        minute,
                        readings.events().during(minute).all(),
                        readings.events().during(minute).blocked()))
                .toList();
    }
}
