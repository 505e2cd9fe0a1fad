package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import dev.governance.console.wire.AgentActivity;
import dev.governance.console.wire.Posture;
import java.util.List;

/** The fleet at a glance. */
public final class Postures {
    public static final Ask<Now, Posture> NOW = Ask.read("posture.now", Now.class, Posture.class);

    /** Agents by when they wrote last, the latest first, as far as the posture counts them. */
    public static final Ask<Active, Listed> ACTIVE = Ask.read("posture.active", Active.class, Listed.class);

    /** Agents that one list holds. */
    public static final int MOST_ACTIVE = 500;

    /** The posture differs from the last one announced; at most twice a second. */
    public static final Topic<Changed> CHANGED = Topic.of("posture.changed", Changed.class);

    public record Now() {}

    /**
     * Asks for a list.
     *
     * @param limit 1 to {@link #MOST_ACTIVE}
     */
    public record Active(int limit) {}

    public record Listed(List<AgentActivity> agents) {
        public Listed {
            agents = List.copyOf(agents);
        }
    }

    /**
     * What changed.
     *
     * @param posture totals and verdict whole, but only the agents whose card differs
     * @param removed agents that are gone
     */
    public record Changed(Posture posture, List<String> removed) {
        public Changed {
            removed = List.copyOf(removed);
        }
    }

    private Postures() {}
}
