package dev.governance.console.doorbell;

import dev.governance.console.bus.Topic;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Doorbell.Rung;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words our triggers put on the wire, and what they mean on the bus. */
final class Notification {
    static final String CHANNEL = "governance_doorbell";

    private static final Map<String, Topic<Rung>> TOPICS = Map.of(
            "audit", Doorbell.APPENDED,
            "presence", Doorbell.PRESENCE,
            "cost", Doorbell.COST,
            "policies", Doorbell.COST, // a cap that changed is shown beside what was spent
            "alerts", Doorbell.ALERTS,
            "gates", Doorbell.GATES,
            "halt", Doorbell.HALT,
            "sessions", Doorbell.SESSIONS,
            "chain", Doorbell.CHAIN,
            "jobs", Doorbell.JOBS);

    static Optional<Topic<Rung>> topicOf(String payload) {
        return Optional.ofNullable(TOPICS.get(payload));
    }

    static Collection<Topic<Rung>> topics() {
        return Set.copyOf(TOPICS.values());
    }

    private Notification() {}
}
