package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.AgentHalts;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Caller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which agents live, and stopping them. */
public final class Presence {
    public static final Ask<All, Agents> AGENTS = Ask.read("presence.agents", All.class, Agents.class);

    /** The same of the agents that a pattern means, as {@link FleetHalts.Look} says it. */
    public static final Ask<Matching, Agents> MATCHING = Ask.read("presence.matching", Matching.class, Agents.class);

    /** The halts of an agent, known or never seen, the newest first; UNPROCESSABLE {@code invalid_agent_id}. */
    public static final Ask<HaltsOf, AgentHalts> HALTS = Ask.read("presence.halts", HaltsOf.class, AgentHalts.class);

    /** Halts that are told at once. */
    public static final int MOST_HALTS = 200;

    /** Halts an agent on every enforcement path, known or never seen; refused as CONFLICT when already halted. */
    public static final Ask<Halt, Halted> HALT = Ask.command("presence.halt", Halt.class, Halted.class);

    /** Lets a halted agent go on; refused as CONFLICT when it is not halted. */
    public static final Ask<Resume, Resumed> RESUME = Ask.command("presence.resume", Resume.class, Resumed.class);

    public record All() {}

    public record Matching(String pattern) {}

    public record Agents(List<AgentPresence> agents) {
        public Agents {
            agents = List.copyOf(agents);
        }
    }

    /** At most {@code limit} of them. */
    public record HaltsOf(String agentId, int limit) {}

    /**
     * A halt.
     *
     * @param reason why, 1 to 512 characters
     * @param key the same for every try of one halt; null when the caller sent none
     */
    public record Halt(
            String agentId,
            Caller by,
            String reason,
            @Nullable UUID key) {}

    public record Halted(String agentId, Instant haltedAt) {}

    public record Resume(
            String agentId,
            Caller by,
            String reason,
            @Nullable UUID key) {}

    public record Resumed(String agentId, Instant resumedAt) {}

    private Presence() {}
}
