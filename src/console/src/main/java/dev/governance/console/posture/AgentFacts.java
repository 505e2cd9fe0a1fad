package dev.governance.console.posture;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Posture;
import dev.governance.console.wire.Spend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one agent, before it is judged.
 *
 * @param loop null where no limit is stored, or nobody counted
 * @param findings damaged sessions in which it wrote
 * @param chain what is known of the audit chain as a whole
 */
record AgentFacts(
        String agentId,
        EventTally.Agent events,
        Map<Long, AuditEvent> sightings,
        AgentPresence presence,
        @Nullable Spend spend,
        @Nullable Waiting waiting,
        Set<String> policies,
        @Nullable LoopCount loop,
        List<Audit.Finding> findings,
        Posture.Chain chain) {

    Optional<EventTally.Seen> seen(Signal signal) {
        return events.seen(signal);
    }

    /** The newest row of a signal, when it could be read. */
    Optional<AuditEvent> sighting(EventTally.Seen seen) {
        return Optional.ofNullable(sightings.get(seen.newest()));
    }
}
