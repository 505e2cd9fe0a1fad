package dev.governance.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a row of {@code governance_policies}, read as strictly as the Python SDK reads it: a member nobody knows
 * may be a limit with a slip in its name.
 */
final class StoredPolicy {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What the Python SDK keeps there for its webhook; it limits nothing. */
    private static final Set<String> OF_OTHERS =
            Set.of("agent_id", "alert_webhook_url", "alert_webhook_secret", "alert_threshold_pct");

    private final String agentId;
    private final JsonNode members;

    private StoredPolicy(String agentId, JsonNode members) {
        this.agentId = agentId;
        this.members = members;
    }

    private static StoredPolicy of(String agentId, @Nullable String json, Set<String> known) {
        if (json == null) {
            throw new UnreadablePolicyException("it is longer than 4 MiB");
        }
        StoredPolicy policy = new StoredPolicy(agentId, parsed(json));
        policy.demand(known);
        return policy;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UnreadablePolicyException("it is no JSON that can be used: " + e.getOriginalMessage());
        }
    }

    private void demand(Set<String> known) {
        if (!members.isObject()) {
            throw new UnreadablePolicyException("it is no JSON object");
        }
        members.properties().forEach(member -> {
            if (!known.contains(member.getKey()) && !OF_OTHERS.contains(member.getKey())) {
                throw new UnreadablePolicyException("nobody knows its member " + member.getKey());
            }
        });
        if (!agentId.equals(members.path("agent_id").asText(agentId))) {
            throw new UnreadablePolicyException("its agent_id is that of another agent");
        }
    }

    /**
     * Reads a budget.
     *
     * @param json null when it was too long to be read
     * @throws UnreadablePolicyException when it is none, or has no cap
     */
    static Budget budget(String agentId, @Nullable String json) {
        StoredPolicy policy = of(
                agentId,
                json,
                Set.of(
                        "per_session_usd",
                        "per_session_tokens",
                        "per_agent_usd_daily",
                        "per_agent_tokens_daily",
                        "per_session_seconds"));
        try {
            Budget budget = new Budget(
                    agentId,
                    policy.number("per_session_usd"),
                    policy.whole("per_session_tokens"),
                    policy.number("per_agent_usd_daily"),
                    policy.whole("per_agent_tokens_daily"),
                    policy.whole("per_session_seconds"));
            if (!budget.hasCap()) {
                throw new UnreadablePolicyException("it has no cap");
            }
            return budget;
        } catch (IllegalArgumentException e) { // beyond what a budget may say
            throw new UnreadablePolicyException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads what an agent may use.
     *
     * @param json null when it was too long to be read
     * @throws UnreadablePolicyException when it is no such policy
     */
    static ScopePolicy scope(String agentId, @Nullable String json) {
        StoredPolicy policy =
                of(agentId, json, Set.of("allowed_tools", "allowed_apis", "allowed_models", "hidden_tools"));
        try {
            return new ScopePolicy(
                    agentId,
                    policy.names("allowed_tools"),
                    policy.names("allowed_apis"),
                    policy.names("allowed_models"),
                    policy.names("hidden_tools"));
        } catch (IllegalArgumentException e) { // beyond what a policy may list
            throw new UnreadablePolicyException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads a policy on loops.
     *
     * @param json null when it was too long to be read
     * @throws UnreadablePolicyException when it is no such policy
     */
    static LoopPolicy loop(String agentId, @Nullable String json) {
        StoredPolicy policy = of(agentId, json, Set.of("window_seconds", "max_calls", "action"));
        LoopPolicy usual = LoopPolicy.of(agentId);
        Long seconds = policy.whole("window_seconds");
        Long calls = policy.whole("max_calls");
        try {
            return new LoopPolicy(
                    agentId,
                    seconds == null ? usual.window() : Duration.ofSeconds(seconds),
                    calls == null ? usual.maxCalls() : Math.toIntExact(calls),
                    policy.action(usual.onLoop()));
        } catch (IllegalArgumentException | ArithmeticException e) { // beyond what a policy may say
            throw new UnreadablePolicyException(String.valueOf(e.getMessage()));
        }
    }

    private LoopPolicy.OnLoop action(LoopPolicy.OnLoop usual) {
        JsonNode member = members.path("action");
        if (member.isMissingNode() || member.isNull()) {
            return usual;
        }
        return Stream.of(LoopPolicy.OnLoop.values())
                .filter(action -> action.code().equals(member.asText()))
                .findFirst()
                .orElseThrow(() -> new UnreadablePolicyException("action is neither log nor raise"));
    }

    private Set<String> names(String name) {
        JsonNode member = members.path(name);
        if (member.isMissingNode()) {
            return Set.of();
        }
        if (!member.isArray()) {
            throw new UnreadablePolicyException(name + " is no list of names");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode element : member) {
            if (!element.isTextual()) {
                throw new UnreadablePolicyException(name + " is no list of names");
            }
            names.add(element.asText());
        }
        return names;
    }

    private @Nullable Long whole(String name) {
        BigDecimal number = number(name);
        try {
            return number == null ? null : number.longValueExact();
        } catch (ArithmeticException e) {
            throw new UnreadablePolicyException(name + " is no whole number");
        }
    }

    private @Nullable BigDecimal number(String name) {
        JsonNode member = members.path(name);
        if (member.isMissingNode() || member.isNull()) {
            return null;
        }
        if (!member.isNumber()) {
            throw new UnreadablePolicyException(name + " is no number");
        }
        return member.decimalValue();
    }
}
