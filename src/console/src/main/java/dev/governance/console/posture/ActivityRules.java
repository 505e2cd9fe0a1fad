package dev.governance.console.posture;

import dev.governance.console.db.AuditAgents;
import dev.governance.console.wire.AgentActivity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists agents by when they wrote last. */
final class ActivityRules {
    private static final Comparator<AgentActivity> NEWEST_FIRST =
            Comparator.comparing(AgentActivity::lastActive).reversed().thenComparing(AgentActivity::agentId);

    static List<AgentActivity> newest(EventTally events, int limit) {
        return events.agentIds().stream()
                .filter(id -> !AuditAgents.NO_AGENTS.contains(id))
                .flatMap(id -> activity(id, events.agent(id)).stream())
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static Optional<AgentActivity> activity(String id, EventTally.Agent agent) {
        return agent.latest().map(latest -> new AgentActivity(id, agent.events(), latest));
    }

    private ActivityRules() {}
}
