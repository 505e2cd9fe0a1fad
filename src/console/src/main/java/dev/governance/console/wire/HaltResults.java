package dev.governance.console.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a halt of many agents.
 *
 * @param ok whether every one that the pattern meant is halted now
 * @param remaining further ones that the pattern meant, more than one request halts: they were not tried
 * @param agents each agent that was tried, in the order of the code points of their ids
 */
public record HaltResults(
        boolean ok,
        String pattern,
        long halted,
        long alreadyHalted,
        long failed,
        long unknown,
        long remaining,
        List<Agent> agents) {
    public HaltResults {
        agents = List.copyOf(agents);
    }

    public static HaltResults of(String pattern, List<Agent> agents, long remaining) {
        long halted = count(agents, Outcome.HALTED);
        long already = count(agents, Outcome.ALREADY_HALTED);
        return new HaltResults(
                halted + already == agents.size() && remaining == 0,
                pattern,
                halted,
                already,
                count(agents, Outcome.FAILED),
                count(agents, Outcome.UNKNOWN),
                remaining,
                agents);
    }

    private static long count(List<Agent> agents, Outcome outcome) {
        return agents.stream().filter(agent -> agent.outcome() == outcome).count();
    }

    /**
     * One agent.
     *
     * @param haltedAt only of one that was halted by this
     * @param code why it was not, in a word that a program can compare
     * @param reason why it was not, and what to do about it
     */
    public record Agent(
            String agentId,
            Outcome outcome,
            @Nullable Instant haltedAt,
            @Nullable String code,
            @Nullable String reason) {}

    /** What became of one agent. */
    public enum Outcome {
        HALTED("halted"),
        /** Somebody else halted it meanwhile. */
        ALREADY_HALTED("already_halted"),
        /** Nothing was changed. */
        FAILED("failed"),
        /** The database went away before it said whether it took effect. */
        UNKNOWN("unknown");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        @JsonValue
        public String code() {
            return code;
        }
    }
}
