package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import dev.governance.console.wire.Posture;
import java.util.List;

/** The fleet at a glance. */
public final class Postures {
    public static final Ask<Now, Posture> NOW = Ask.of("posture.now", Now.class, Posture.class);

    /** The posture differs from the last one announced; at most twice a second. */
    public static final Topic<Changed> CHANGED = Topic.of("posture.changed", Changed.class);

    public record Now() {}

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
