package dev.governance.sdk;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much an agent may spend; null is no cap. Each method gives a copy with one cap more. Days are those of UTC, and
 * what agents spend counts on every machine that shares the database.
 *
 * @param perSessionUsd dollars in one session, at most 1 000 000
 * @param perSessionTokens tokens in one session, at most 1 000 000 000
 * @param perAgentUsdDaily dollars of all sessions in a day, at most 1 000 000
 * @param perAgentTokensDaily tokens of all sessions in a day, at most 1 000 000 000
 * @param perSessionSeconds seconds from the session's first cost on, at most 86 400
 */
public record Budget(
        String agentId,
        @Nullable BigDecimal perSessionUsd,
        @Nullable Long perSessionTokens,
        @Nullable BigDecimal perAgentUsdDaily,
        @Nullable Long perAgentTokensDaily,
        @Nullable Long perSessionSeconds) {
    private static final long MOST_USD = 1_000_000;
    private static final long MOST_TOKENS = 1_000_000_000;
    private static final long MOST_SECONDS = 86_400;

    public Budget {
        Fields.name("an agent id", agentId, Fields.AGENT);
        within("perSessionUsd", perSessionUsd, MOST_USD);
        within("perAgentUsdDaily", perAgentUsdDaily, MOST_USD);
        within("perSessionTokens", decimal(perSessionTokens), MOST_TOKENS);
        within("perAgentTokensDaily", decimal(perAgentTokensDaily), MOST_TOKENS);
        within("perSessionSeconds", decimal(perSessionSeconds), MOST_SECONDS);
    }

    /** A budget without a cap; give it at least one before it is registered. */
    public static Budget of(String agentId) {
        return new Budget(agentId, null, null, null, null, null);
    }

    public Budget perSessionUsd(BigDecimal cap) {
        return new Budget(agentId, cap, perSessionTokens, perAgentUsdDaily, perAgentTokensDaily, perSessionSeconds);
    }

    public Budget perSessionTokens(long cap) {
        return new Budget(agentId, perSessionUsd, cap, perAgentUsdDaily, perAgentTokensDaily, perSessionSeconds);
    }

    public Budget perAgentUsdDaily(BigDecimal cap) {
        return new Budget(agentId, perSessionUsd, perSessionTokens, cap, perAgentTokensDaily, perSessionSeconds);
    }

    public Budget perAgentTokensDaily(long cap) {
        return new Budget(agentId, perSessionUsd, perSessionTokens, perAgentUsdDaily, cap, perSessionSeconds);
    }

    /** Whole seconds count. */
    public Budget perSession(Duration cap) {
        return new Budget(
                agentId, perSessionUsd, perSessionTokens, perAgentUsdDaily, perAgentTokensDaily, cap.toSeconds());
    }

    boolean hasCap() {
        return Stream.of(
                        perSessionUsd != null,
                        perSessionTokens != null,
                        perAgentUsdDaily != null,
                        perAgentTokensDaily != null,
                        perSessionSeconds != null)
                .anyMatch(present -> present);
    }

    /** As the Python SDK stores it, without the members that older ones refuse. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("agent_id", agentId);
        json.put("per_session_usd", perSessionUsd == null ? null : perSessionUsd.doubleValue());
        json.put("per_session_tokens", perSessionTokens);
        json.put("per_agent_usd_daily", perAgentUsdDaily == null ? null : perAgentUsdDaily.doubleValue());
        json.put("per_agent_tokens_daily", perAgentTokensDaily);
        json.put("per_session_seconds", perSessionSeconds);
        return json;
    }

    private static @Nullable BigDecimal decimal(@Nullable Long value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }

    private static void within(String name, @Nullable BigDecimal cap, long most) {
        if (cap != null && (cap.signum() < 0 || cap.compareTo(BigDecimal.valueOf(most)) > 0)) {
            throw new IllegalArgumentException(name + " is between 0 and " + most);
        }
    }
}
