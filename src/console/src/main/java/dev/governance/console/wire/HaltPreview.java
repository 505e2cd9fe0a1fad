package dev.governance.console.wire;

import java.util.List;

/**
 * Whom a pattern would halt.
 *
 * @param set stands for exactly the agents that would be halted, 64 hexadecimal digits; sent along with a halt, it is
 *     refused when they are others by then
 * @param most agents that one request halts; where there are more, those that gave a sign of life last come first
 */
public record HaltPreview(String pattern, Group wouldHalt, Group alreadyHalted, String set, int most) {

    /**
     * Some of the agents that a pattern means.
     *
     * @param count all of them
     * @param agents ids in the order of their code points, at most {@link #LISTED}
     */
    public record Group(long count, List<String> agents) {
        /** Ids that are listed; the rest is only counted. */
        public static final int LISTED = 200;

        public Group {
            agents = List.copyOf(agents);
        }
    }
}
