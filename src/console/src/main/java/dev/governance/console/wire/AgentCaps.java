package dev.governance.console.wire;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The budget of an agent, and how much of it is used.
 *
 * @param problem what is wrong with the stored budget, which the Java SDK then refuses; null when it can be read
 * @param projection of the agent's day
 */
public record AgentCaps(
        String agentId, List<Cap> caps, @Nullable String problem, CostProjection projection) {
    public AgentCaps {
        caps = List.copyOf(caps);
    }

    /**
     * One cap.
     *
     * @param cap its name in the policy, as {@code per_agent_usd_daily}
     * @param unit {@code usd}, {@code tokens} or {@code seconds}
     * @param used what was settled: of the day (UTC), or of the session that used the most of it among those of today; the
     *     seconds of a session are those from its first to its latest cost
     * @param reserved what is held by calls under way and not settled, in the same day or session
     * @param percent used of the limit, rounded down to a tenth, without what is reserved
     * @param projectedPercent the same at midnight; null for sessions, and when there is no projection
     * @param sessionId which session; null for a day, and when no session used anything today
     */
    public record Cap(
            String cap,
            String unit,
            BigDecimal limit,
            BigDecimal used,
            BigDecimal reserved,
            BigDecimal percent,
            @Nullable BigDecimal projectedPercent,
            @Nullable UUID sessionId) {}
}
