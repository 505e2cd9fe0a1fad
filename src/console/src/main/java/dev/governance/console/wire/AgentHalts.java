package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often an agent was halted, and what became of each halt.
 *
 * @param halts the newest first
 * @param complete whether none was left out
 */
public record AgentHalts(String agentId, List<Past> halts, boolean complete) {
    public AgentHalts {
        halts = List.copyOf(halts);
    }

    /**
     * A halt that stands or stood.
     *
     * @param haltedAt null when nobody wrote a time
     * @param issuedHere whether a console gave it, not an SDK
     * @param observation as {@link AgentPresence.Halt} says it; of one that is over, as it was when that ended
     * @param lastActivityAt when the console last saw new work while it stood
     * @param proof how far it is proven, or was
     * @param end null while it stands
     */
    public record Past(
            long haltId,
            String haltedBy,
            @Nullable Instant haltedAt,
            String reason,
            boolean issuedHere,
            @Nullable String observation,
            @Nullable Instant lastActivityAt,
            String proof,
            AgentPresence.@Nullable Acknowledgement acknowledgement,
            AgentPresence.@Nullable FirstRefusal firstRefusal,
            @Nullable End end) {}

    /**
     * How a halt ended.
     *
     * @param by who resumed the agent; null when its marker went without a resume in a console
     * @param reason null when nobody gave one
     */
    public record End(
            Instant at, @Nullable String by, @Nullable String reason) {}
}
