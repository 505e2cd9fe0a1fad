package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.Spend;
import java.util.List;

/** What agents spend. */
public final class Cost {
    /** Each agent's use of the current UTC day, the dearest first. */
    public static final Ask<Today, Agents> AGENTS = Ask.of("cost.agents", Today.class, Agents.class);

    public record Today() {}

    public record Agents(List<Spend> agents) {
        public Agents {
            agents = List.copyOf(agents);
        }
    }

    private Cost() {}
}
