package dev.governance.console.posture;

import dev.governance.console.wire.Lamp;
import dev.governance.console.wire.Posture;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/** Four of the modules in the words of the Python console, for clients that were written for it. */
final class EarlierModules {
    private final AgentFacts facts;
    private final Map<String, Lamp> lamps;

    EarlierModules(AgentFacts facts, Map<String, Lamp> lamps) {
        this.facts = facts;
        this.lamps = lamps;
    }

    Posture.Scope scope() {
        Posture.Violation latest = facts.seen(Signal.SCOPE)
                .flatMap(facts::sighting)
                .map(event -> new Posture.Violation(Lamps.subject(event).orElse(null), event.createdAt()))
                .orElse(null);
        return new Posture.Scope(status("scope"), count(Signal.SCOPE), latest);
    }

    Posture.Cost cost() {
        return new Posture.Cost(
                status("cost"),
                facts.spend() == null ? BigDecimal.ZERO : facts.spend().usdUsedToday(),
                facts.spend() == null ? 0 : facts.spend().tokensUsedToday(),
                count(Signal.BUDGET));
    }

    Posture.Gates gates() {
        return new Posture.Gates(
                status("gates"), facts.waiting() == null ? 0 : facts.waiting().count());
    }

    Posture.Audit audit() {
        return new Posture.Audit(status("audit"), facts.events().events());
    }

    private Lamp.Status status(String module) {
        return Objects.requireNonNull(lamps.get(module)).status();
    }

    private long count(Signal signal) {
        return facts.seen(signal).map(EventTally.Seen::count).orElse(0L);
    }
}
