package dev.governance.console.cli;

import dev.governance.console.server.config.StartProblem;
import dev.governance.console.wire.AgentPresence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How far halts are proven, asked of the console again and again. */
final class HaltProofs {
    static final String ISSUED = "issued";
    static final String ACKNOWLEDGED = "acknowledged";
    static final String NO_ACTIVITY_SINCE = "no_activity_since";
    static final String STILL_ACTIVE = "still_active";
    static final String RESUMED = "resumed";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** How far one halt is proven; {@code word} is the console's, or {@link #RESUMED}. */
    record Proof(String word, AgentPresence.@Nullable Acknowledgement acknowledgement) {}

    /** As the console lists agents. */
    record Agents(List<AgentPresence> agents) {}

    private final ConsoleClient console;
    private final Consumer<String> talk;

    HaltProofs(ConsoleClient console, Consumer<String> talk) {
        this.console = console;
        this.talk = talk;
    }

    /**
     * Looks until each halt is acknowledged or observed, or {@code longest} is over.
     *
     * @param pattern one that means all of the agents
     * @return what was seen last; without an agent that the console did not tell of
     */
    Map<String, Proof> follow(String pattern, Set<String> agents, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        Map<String, Proof> proofs = new HashMap<>();
        String trouble = look(pattern, agents, proofs);
        Duration pause = FIRST_PAUSE;
        while (!isSettled(agents, proofs) && paused(pause, deadline)) {
            trouble = look(pattern, agents, proofs);
            pause = longer(pause);
        }
        if (!trouble.isEmpty()) {
            talk.accept("how far this is proven could not be read: " + trouble);
        }
        return proofs;
    }

    /** What went wrong; empty when nothing did. */
    private String look(String pattern, Set<String> agents, Map<String, Proof> proofs) {
        try {
            Agents seen = console.ask("/api/agents/presence?pattern=" + AgentAct.encoded(pattern), Agents.class);
            seen.agents().stream()
                    .filter(agent -> agents.contains(agent.agentId()))
                    .forEach(agent -> proofs.put(agent.agentId(), proof(agent.halt())));
            return "";
        } catch (StartProblem | ConsoleClient.Uncertain e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Proof proof(AgentPresence.@Nullable Halt halt) {
        return halt == null ? new Proof(RESUMED, null) : new Proof(halt.proof(), halt.acknowledgement());
    }

    private static boolean isSettled(Set<String> agents, Map<String, Proof> proofs) {
        return proofs.size() == agents.size()
                && proofs.values().stream().noneMatch(proof -> proof.word().equals(ISSUED));
    }

    /** An acknowledgement comes soon or late, and each look reads all that match. */
    static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** False when the time is over. */
    private static boolean paused(Duration pause, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, pause.toNanos()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
