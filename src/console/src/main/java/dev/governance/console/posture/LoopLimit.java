package dev.governance.console.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often an agent may call a tool in a session, as its stored policy says.
 *
 * @param seconds the window in which calls count
 */
record LoopLimit(int calls, int seconds) {
    /** Those of a budget, too, which the SDK passes over in any policy. */
    private static final List<String> MEMBERS = List.of(
            "agent_id",
            "window_seconds",
            "max_calls",
            "action",
            "alert_webhook_url",
            "alert_webhook_secret",
            "alert_threshold_pct");

    private static final int USUAL_CALLS = 5;
    private static final int USUAL_SECONDS = 60;

    /**
     * Reads a policy as the SDK does; empty where that goes by what its code registered, which is written nowhere.
     *
     * @param json null when it was too long to be read
     */
    static Optional<LoopLimit> of(String agentId, @Nullable String json) {
        if (json == null) {
            return Optional.empty();
        }
        try {
            JsonNode policy = Json.tree(json);
            int calls = whole(policy.path("max_calls"), USUAL_CALLS, 2, 1_000);
            int seconds = whole(policy.path("window_seconds"), USUAL_SECONDS, 1, 3_600);
            boolean reads = isPolicyOf(agentId, policy) && calls > 0 && seconds > 0;
            return reads ? Optional.of(new LoopLimit(calls, seconds)) : Optional.empty();
        } catch (IllegalArgumentException e) { // nested too deeply, or a number of too many digits
            return Optional.empty();
        }
    }

    private static boolean isPolicyOf(String agentId, JsonNode policy) {
        return policy.isObject()
                && policy.properties().stream().allMatch(member -> MEMBERS.contains(member.getKey()))
                && agentId.equals(policy.path("agent_id").asText(agentId))
                && isAction(policy.path("action"));
    }

    /** Zero for what is no such number. */
    private static int whole(JsonNode member, int usual, int least, int most) {
        if (member.isMissingNode() || member.isNull()) {
            return usual;
        }
        if (!member.isNumber()) {
            return 0;
        }
        BigDecimal number = member.decimalValue();
        boolean fits = number.compareTo(BigDecimal.valueOf(least)) >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0
                && number.stripTrailingZeros().scale() <= 0;
        return fits ? number.intValue() : 0;
    }

    private static boolean isAction(JsonNode member) {
        return member.isMissingNode()
                || member.isNull()
                || List.of("log", "raise").contains(member.asText());
    }
}
