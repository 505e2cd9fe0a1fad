package dev.governance.console.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.bus.Refusal;
import dev.governance.console.wire.Json;
import java.util.Collections;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy may say, and how the place of what it may not is named. */
class PolicyRulesTest {
    private static final Map<String, String> GOOD = Map.of(
            "scope",
            "{\"allowed_tools\":[\"a\"],\"allowed_apis\":[],\"hidden_tools\":[],\"allowed_models\":[]}",
            "budget",
            "{\"per_session_usd\":1,\"per_session_tokens\":null,\"per_agent_usd_daily\":null,"
                    + "\"per_agent_tokens_daily\":null,\"per_session_seconds\":null}",
            "loop",
            "{\"window_seconds\":60,\"max_calls\":5,\"action\":\"raise\"}",
            "routing",
            "{\"strategy\":\"cost_aware\",\"cheap_model\":\"a\",\"mid_model\":null,\"expensive_model\":\"b\","
                    + "\"min_session_usd_for_expensive\":0.1,\"min_daily_usd_for_expensive\":null,\"model_rules\":{}}");

    private static String checked(String type, String json) {
        return PolicyRules.keeping(PolicyRules.checked("agent", PolicyRules.type(type), Json.tree(json)), null);
    }

    @Test
    void whatEachTypeSaysIsStoredWithTheAgentAndDollarsWithAPoint() {
        assertThat(checked("budget", GOOD.get("budget")))
                .startsWith("{\"agent_id\":\"agent\",\"per_session_usd\":1.0,\"per_session_tokens\":null");
        GOOD.forEach((type, json) -> assertThat(checked(type, json)).contains("\"agent_id\":\"agent\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            scope   | ["a"]                 | ["a", ""]                        | policy.allowed_tools[1] is a text of 1 to 256
            scope   | ["a"]                 | ["a", "  "]                      | policy.allowed_tools[1] is a text
            scope   | ["a"]                 | ["a", 7]                         | policy.allowed_tools[1] is a text
            scope   | ["a"]                 | ["a", "\\u0000"]                 | policy.allowed_tools[1] is a text
            scope   | ["a"]                 | ["\\ud83d"]                      | policy.allowed_tools[0] is a text
            scope   | ["a"]                 | ["a", "b", "a"]                  | policy.allowed_tools[2] is in the list already
            scope   | ["a"]                 | "a"                              | policy.allowed_tools is a list
            scope   | ["a"]                 | null                             | policy.allowed_tools is a list
            scope   | ["a"]                 | ["key [REDACTED]"]               | policy.allowed_tools[0] is what was shown
            scope   | "hidden_tools":[],    |                                  | policy.hidden_tools is missing
            scope   | "hidden_tools"        | "deny":1,"hidden_tools"          | a member of policy is unknown; known are allowed_tools
            scope   | "hidden_tools"        | "<b>":1,"hidden_tools"           | a member of policy is unknown
            scope   | {"allowed             | {"agent_id":"b","allowed         | policy.agent_id is the agent of the address
            budget  | usd":1                | usd":-0.01                       | policy.per_session_usd is a number from 0
            budget  | usd":1                | usd":1000000.01                  | policy.per_session_usd is a number from 0
            budget  | usd":1                | usd":0.0000000000001             | policy.per_session_usd is a number from 0
            budget  | usd":1                | usd":1e999999                    | policy.per_session_usd is a number from 0
            budget  | usd":1                | usd":"1"                         | policy.per_session_usd is a number from 0
            budget  | usd":1                | usd":null                        | policy has no cap
            budget  | tokens":null          | tokens":1.5                      | policy.per_session_tokens is a whole number
            budget  | tokens":null          | tokens":1.0                      | policy.per_session_tokens is a whole number
            budget  | tokens":null          | tokens":1000000001               | policy.per_session_tokens is a whole number
            budget  | tokens":null          | tokens":99999999999999999999     | policy.per_session_tokens is a whole number
            budget  | seconds":null         | seconds":-1                      | policy.per_session_seconds is a whole number
            budget  | {"per_session_usd     | {"alert_webhook_secret":"x","per_session_usd | policy.alert_webhook_secret stays
            loop    | 60                    | 0                                | policy.window_seconds is a whole number
            loop    | 5                     | 1                                | policy.max_calls is a whole number
            loop    | raise                 | halt                             | policy.action is one of log, raise
            loop    | "raise"               | null                             | policy.action is one of
            routing | "cost_aware"          | "random"                         | policy.strategy is one of
            routing | cost_aware            | rules                            | policy.model_rules is empty
            routing | "b"                   | "a"                              | policy names one to three different models
            routing | {}                    | {"":"x"}                         | policy.model_rules, member 1 has a name
            routing | {}                    | {"x":null}                       | policy.model_rules, member 1 is a text
            """)
    void whatSdksWouldNotReadIsRefusedWithItsPlace(String type, String good, String bad, String reason) {
        String json = GOOD.get(type);
        assertThat(json).contains(good);

        assertThatThrownBy(() -> checked(
                        type, json.replaceFirst(Pattern.quote(good), bad == null ? "" : Matcher.quoteReplacement(bad))))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void aListIsBoundedAndSoAreItsNames() {
        String many = String.join("\",\"", Collections.nCopies(1_025, "x"));
        String scope = GOOD.get("scope");

        assertThatThrownBy(() -> checked("scope", scope.replace("\"a\"", "\"" + many + "\"")))
                .hasMessage("policy.allowed_tools is a list of at most 1024 texts");
        assertThatThrownBy(() -> checked("scope", scope.replace("[\"a\"]", "[\"" + "é".repeat(257) + "\"]")))
                .hasMessageStartingWith("policy.allowed_tools[0] is a text of 1 to 256");
        assertThat(checked("scope", scope.replace("[\"a\"]", "[\"" + "😀".repeat(256) + "\"]")))
                .contains("😀");
    }

    @Test
    void anotherTypeIsNotEdited() {
        assertThatThrownBy(() -> PolicyRules.type("odd"))
                .hasMessage("policy_type is one of budget, loop, routing, scope");
        assertThatThrownBy(() -> checked("scope", "[]")).hasMessage("policy is an object");
    }
}
