package dev.governance.console.policies;

import static dev.governance.console.policies.Check.dollars;
import static dev.governance.console.policies.Check.names;
import static dev.governance.console.policies.Check.oneOf;
import static dev.governance.console.policies.Check.refused;
import static dev.governance.console.policies.Check.text;
import static dev.governance.console.policies.Check.texts;
import static dev.governance.console.policies.Check.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Policies;
import dev.governance.console.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What policies may say: the members and the limits of the Java and the Python SDK, which refuse what they do not know. */
final class PolicyRules {
    private static final int ENTRIES = 1_024;
    private static final int TOOL = 256;
    private static final int API = 512;
    private static final int MODEL = 128;
    private static final long USD = 1_000_000;
    private static final long TOKENS = 1_000_000_000;
    private static final long DAY = 86_400;

    private static final String DAILY = "per_agent_usd_daily";
    private static final List<String> TIERS = List.of("cheap_model", "mid_model", "expensive_model");

    /** What the Python SDK keeps for its webhook: stays as it is and is shown to nobody, for its address is a secret, too. */
    static final List<String> KEPT = List.of("alert_webhook_url", "alert_webhook_secret", "alert_threshold_pct");

    private static final Map<String, List<Member>> TYPES = Map.of(
            "scope",
            List.of(
                    new Member("allowed_tools", names(ENTRIES, TOOL)),
                    new Member("allowed_apis", names(ENTRIES, API)),
                    new Member("hidden_tools", names(ENTRIES, TOOL)),
                    new Member("allowed_models", names(ENTRIES, MODEL))),
            "budget",
            List.of(
                    new Member("per_session_usd", dollars(USD).orNull()),
                    new Member("per_session_tokens", whole(0, TOKENS).orNull()),
                    new Member(DAILY, dollars(USD).orNull()),
                    new Member("per_agent_tokens_daily", whole(0, TOKENS).orNull()),
                    new Member("per_session_seconds", whole(0, DAY).orNull())),
            "loop",
            List.of(
                    new Member("window_seconds", whole(1, 3_600)),
                    new Member("max_calls", whole(2, 1_000)),
                    new Member("action", oneOf(List.of("log", "raise")))),
            "routing",
            List.of(
                    new Member("strategy", oneOf(List.of("cost_aware", "rules"))),
                    new Member("cheap_model", text(MODEL).orNull()),
                    new Member("mid_model", text(MODEL).orNull()),
                    new Member("expensive_model", text(MODEL).orNull()),
                    new Member("min_session_usd_for_expensive", dollars(USD).orNull()),
                    new Member("min_daily_usd_for_expensive", dollars(USD).orNull()),
                    new Member("model_rules", texts(ENTRIES, MODEL))));

    private record Member(String name, Check check) {}

    /**
     * The name of a type that is edited here.
     *
     * @throws Refusal UNPROCESSABLE for another
     */
    static String type(String type) {
        if (!Policies.TYPES.contains(type)) {
            throw Refusal.unfit("policy_type", "policy_type is one of " + String.join(", ", Policies.TYPES));
        }
        return type;
    }

    /**
     * A policy as it is to be stored. Every member must be there, for one that was left out by a slip would be a limit that
     * is gone.
     *
     * @param type as {@link #type} let it through
     * @throws Refusal UNPROCESSABLE, with the place of what does not fit
     */
    static ObjectNode checked(String agentId, String type, JsonNode policy) {
        List<Member> members = Objects.requireNonNull(TYPES.get(type));
        if (!policy.isObject()) {
            throw refused("policy", "is an object");
        }
        policy.fieldNames().forEachRemaining(name -> known(name, members));
        if (!agentId.equals(policy.path("agent_id").asText(agentId))) {
            throw refused("policy.agent_id", "is the agent of the address; leave it out");
        }
        ObjectNode stored = JsonNodeFactory.instance.objectNode().put("agent_id", agentId);
        members.forEach(member -> {
            String name = member.name();
            JsonNode value = policy.get(name);
            if (value == null) {
                throw refused("policy." + name, "is missing; send the whole policy, null or [] where it sets nothing");
            }
            stored.set(name, member.check().of("policy." + name, value));
        });
        together(type, stored);
        return stored;
    }

    private static void known(String name, List<Member> members) {
        List<String> names = members.stream().map(Member::name).toList();
        if (KEPT.contains(name) && names.contains(DAILY)) {
            throw refused("policy." + name, "stays as it is stored and is not edited here; leave it out");
        }
        if (!name.equals("agent_id") && !names.contains(name)) {
            throw refused("a member of policy", "is unknown; known are " + String.join(", ", names));
        }
    }

    /** What no member says alone. */
    private static void together(String type, ObjectNode policy) {
        if (type.equals("budget")
                && policy.properties().stream()
                        .noneMatch(member -> member.getValue().isNumber())) {
            throw refused("policy", "has no cap; set one at least");
        }
        if (type.equals("routing")) {
            routing(policy);
        }
    }

    private static void routing(ObjectNode policy) {
        List<String> tiers = TIERS.stream()
                .map(policy::get)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
        boolean rules = policy.get("strategy").asText().equals("rules");
        if (rules && policy.get("model_rules").isEmpty()) {
            throw refused("policy.model_rules", "is empty, and the strategy rules needs some");
        }
        if (!rules && (tiers.isEmpty() || tiers.stream().distinct().count() < tiers.size())) {
            throw refused(
                    "policy",
                    "names one to three different models for the strategy cost_aware, as " + String.join(", ", TIERS));
        }
    }

    /**
     * The same with what the stored one keeps.
     *
     * @param before what is stored; null when nothing is, or nothing readable
     * @throws Refusal INVALID when the two do not go together
     */
    static String keeping(ObjectNode policy, @Nullable String before) {
        JsonNode stored = readable(before);
        if (policy.has(DAILY)) {
            KEPT.stream().filter(stored::has).forEach(name -> policy.set(name, stored.get(name)));
            if (policy.path("alert_webhook_url").isTextual()
                    && policy.get(DAILY).isNull()) {
                throw new Refusal(
                        Fault.INVALID,
                        "invalid_policy",
                        "policy." + DAILY
                                + " is needed: this policy has an alert_webhook_url, which tells how near that cap is");
            }
        }
        return Json.write(policy);
    }

    private static JsonNode readable(@Nullable String stored) {
        try {
            return stored == null ? JsonNodeFactory.instance.missingNode() : Json.tree(stored);
        } catch (IllegalArgumentException e) {
            // What nobody can read must not keep anybody from storing what everybody can.
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private PolicyRules() {}
}
