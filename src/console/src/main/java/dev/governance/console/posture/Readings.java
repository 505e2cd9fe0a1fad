package dev.governance.console.posture;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Spend;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything the fleet is judged by, read at one moment.
 *
 * @param now the database's clock
 * @param position the highest chain_seq counted
 * @param agentsBeyond agents with too old an activity to be judged: the log holds more than are counted
 * @param sightings rows that light lamps, by chain_seq
 * @param policies each agent's registered policy types
 * @param loops by agent, of those whose limit is stored
 */
record Readings(
        Instant now,
        long position,
        EventTally events,
        long agentsBeyond,
        Map<Long, AuditEvent> sightings,
        List<AgentPresence> presence,
        List<Spend> spend,
        List<Waiting> waiting,
        Map<String, Set<String>> policies,
        Map<String, LoopCount> loops,
        Audit.Findings findings) {}
