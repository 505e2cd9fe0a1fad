package dev.governance.console.wire;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which agents call models through a wrapped client, and which do not.
 *
 * @param activeWrappers agents with a wrapped client that was seen within the window; null when the registry is missing
 * @param totalWrappers agents with a scope policy
 * @param coveredAgents agents with both; null when the registry is missing
 * @param coveragePct their part, 0 to 1; null when it cannot be told
 * @param coveragePctReason ok, no_scope_policies_registered or registry_missing; in a report also too_slow
 * @param byAgent what the registry says by agent and provider, at most {@link #LISTED}
 * @param unwrappedAgentsSeenInAudit agents that wrote within the window and have no wrapped client that was seen in it, at
 *     most {@link #UNWRAPPED}
 * @param complete whether the two lists hold all
 */
public record WrapperCoverage(
        Instant asOf,
        @Nullable Long activeWrappers,
        long totalWrappers,
        @Nullable Long coveredAgents,
        @Nullable Double coveragePct,
        String coveragePctReason,
        List<Wrapper> byAgent,
        List<String> unwrappedAgentsSeenInAudit,
        boolean complete,
        int activeWindowDays) {
    public static final int LISTED = 1_000;
    public static final int UNWRAPPED = 200;

    public WrapperCoverage {
        byAgent = List.copyOf(byAgent);
        unwrappedAgentsSeenInAudit = List.copyOf(unwrappedAgentsSeenInAudit);
    }

    /** An agent's clients of one provider, on whatever host. */
    public record Wrapper(
            String agentId,
            String provider,
            boolean active,

            @JsonSerialize(using = StoredTime.Writer.class) @JsonDeserialize(using = StoredTime.Reader.class)
            Instant lastSeenAt) {}
}
