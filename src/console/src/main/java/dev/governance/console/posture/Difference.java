package dev.governance.console.posture;

import dev.governance.console.contract.Postures;
import dev.governance.console.wire.Posture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what a browser that shows one posture needs to show the next. */
final class Difference {
    /** What changed; empty when only the clock moved on. */
    static Optional<Postures.Changed> between(Posture before, Posture after) {
        Map<String, Posture.Agent> known =
                before.agents().stream().collect(Collectors.toMap(Posture.Agent::agentId, Function.identity()));
        List<Posture.Agent> changed = after.agents().stream()
                .filter(agent -> !agent.equals(known.get(agent.agentId())))
                .toList();
        Set<String> remaining =
                after.agents().stream().map(Posture.Agent::agentId).collect(Collectors.toSet());
        List<String> removed = known.keySet().stream()
                .filter(id -> !remaining.contains(id))
                .sorted()
                .toList();
        if (changed.isEmpty() && removed.isEmpty() && sums(before).equals(sums(after))) {
            return Optional.empty();
        }
        return Optional.of(new Postures.Changed(with(after, changed), removed));
    }

    /** Everything but the cards, the clock and the minutes that move with it. */
    private static List<Object> sums(Posture posture) {
        return List.of(posture.agentCount(), posture.verdict(), posture.totals(), posture.chain());
    }

    private static Posture with(Posture posture, List<Posture.Agent> agents) {
        return new Posture(
                posture.timestamp(),
                posture.version(),
                posture.position(),
                posture.agentCount(),
                posture.verdict(),
                posture.totals(),
                posture.chain(),
                posture.activity(),
                agents);
    }

    private Difference() {}
}
