package dev.governance.console.cli;

import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.HaltResults.Outcome;
import dev.governance.console.wire.OneLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a halt, agent by agent, as {@code --json} prints it.
 *
 * @param pattern null when one agent was named
 * @param remaining further ones that the pattern meant and nobody tried to halt
 */
record HaltReport(@Nullable String pattern, long remaining, List<Agent> agents) {
    static final int GOES_ON = 4;

    private static final int REASON_SHOWN = 500;

    HaltReport {
        agents = List.copyOf(agents);
    }

    /**
     * One agent.
     *
     * @param outcome halted, already_halted, failed or unknown
     * @param proof issued, acknowledged, no_activity_since, still_active or resumed; null when nobody looked
     * @param acknowledgedAfterMs from the halt to when it was in force, as the agent's process measured it
     * @param processes how many acknowledged
     */
    record Agent(
            String agentId,
            String outcome,
            @Nullable Instant haltedAt,
            @Nullable String code,
            @Nullable String reason,
            @Nullable String proof,
            @Nullable Long acknowledgedAfterMs,
            int processes) {

        private static Agent of(HaltResults.Agent agent) {
            return new Agent(
                    agent.agentId(),
                    agent.outcome().code(),
                    agent.haltedAt(),
                    agent.code(),
                    agent.reason(),
                    null,
                    null,
                    0);
        }

        boolean isHalted() {
            return is(Outcome.HALTED) || is(Outcome.ALREADY_HALTED);
        }

        private boolean is(Outcome other) {
            return outcome.equals(other.code());
        }

        /** Also one whose halt somebody lifted. */
        private boolean goesOn() {
            return is(Outcome.FAILED) || HaltProofs.STILL_ACTIVE.equals(proof) || HaltProofs.RESUMED.equals(proof);
        }

        private Agent proven(HaltProofs.Proof proof) {
            AgentPresence.Acknowledgement told = proof.acknowledgement();
            return new Agent(
                    agentId,
                    outcome,
                    haltedAt,
                    code,
                    reason,
                    proof.word(),
                    told == null ? null : told.delayMs(),
                    told == null ? 0 : told.processes());
        }

        /** What became of the act. */
        String act() {
            String name = AgentAct.shown(agentId);
            if (is(Outcome.HALTED)) {
                return "halted " + name + " at " + haltedAt;
            }
            return outcome.replace('_', ' ') + " " + name + ": " + OneLine.of(String.valueOf(reason), REASON_SHOWN);
        }

        /** How far the halt is proven. */
        String proofLine() {
            String name = AgentAct.shown(agentId);
            return switch (String.valueOf(proof)) {
                case HaltProofs.ACKNOWLEDGED ->
                    "acknowledged " + name
                            + (acknowledgedAfterMs == null ? "" : " after " + acknowledgedAfterMs + " ms")
                            + (processes > 1 ? " by " + processes + " processes" : "");
                case HaltProofs.STILL_ACTIVE -> "STILL ACTIVE " + name + ": new work was seen after the halt";
                case HaltProofs.NO_ACTIVITY_SINCE -> "no new work seen " + name + ": not acknowledged";
                case HaltProofs.ISSUED -> "not acknowledged " + name + ": too early to tell whether it stopped";
                case HaltProofs.RESUMED -> "resumed " + name + ": somebody lifted the halt meanwhile";
                default -> "not known " + name + ": the console did not say";
            };
        }
    }

    /** Of one agent that was named. */
    static HaltReport of(HaltResults.Agent agent) {
        return new HaltReport(null, 0, List.of(Agent.of(agent)));
    }

    static HaltReport of(HaltResults results) {
        return new HaltReport(
                results.pattern(),
                results.remaining(),
                results.agents().stream().map(Agent::of).toList());
    }

    /** With what became of a further request; of each agent what is known last. */
    HaltReport and(HaltResults later) {
        Map<String, Agent> all = new LinkedHashMap<>();
        agents.forEach(agent -> all.put(agent.agentId(), agent));
        of(later).agents().forEach(agent -> all.put(agent.agentId(), agent));
        return new HaltReport(pattern, later.remaining(), List.copyOf(all.values()));
    }

    HaltReport withoutRemaining() {
        return new HaltReport(pattern, 0, agents);
    }

    List<Agent> halted() {
        return agents.stream().filter(Agent::isHalted).toList();
    }

    HaltReport proven(Map<String, HaltProofs.Proof> proofs) {
        return new HaltReport(
                pattern,
                remaining,
                agents.stream()
                        .map(agent ->
                                proofs.containsKey(agent.agentId()) ? agent.proven(proofs.get(agent.agentId())) : agent)
                        .toList());
    }

    /**
     * An agent that goes on weighs most, then what is not known.
     *
     * @param waited whether somebody looked how far the halts are proven
     */
    int exitCode(boolean waited) {
        if (remaining > 0 || agents.stream().anyMatch(Agent::goesOn)) {
            return GOES_ON;
        }
        boolean known = agents.stream()
                .noneMatch(agent -> agent.is(Outcome.UNKNOWN) || (waited && agent.isHalted() && agent.proof() == null));
        return known ? AgentAct.DONE : AgentAct.NOT_KNOWN;
    }
}
