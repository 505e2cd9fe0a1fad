package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that sound like a secret's. */
class RedactionTest {
    private final Redaction redaction = new Redaction(Set.of());

    @Test
    void anApiTokenOfTheConsoleIsHiddenWhereverItStands() {
        String secret = "gvc_" + "Ab0_-".repeat(8) + "xyz";

        assertThat(redaction.text("curl -H 'Authorization: Bearer " + secret + "' http://localhost"))
                .isEqualTo("curl -H 'Authorization: Bearer [REDACTED]' http://localhost");
        assertThat(redaction.text("gvc_too-short")).isEqualTo("gvc_too-short");
    }

    /** One key of each kind that the Python console hides, which are all one text here. */
    @Test
    void everyLookIsHiddenAlsoWhereAllStandInOneText() {
        List<String> secrets = List.of(
                "sk-ant-api03-AAAAAAAAAAAAAAAA",
                "sk-proj-AAAAAAAAAAAAAAAAAAAAAAAA",
                "xoxb-123456789012-abcdefghijkl",
                "ghp_" + "a".repeat(36),
                "ghs_" + "b".repeat(36),
                "AKIAABCDEFGHIJKLMNOP",
                "aws_secret_access_key=" + "A".repeat(40));

        assertThat(secrets).extracting(redaction::text).containsOnly(Redaction.BY_LOOK);
        assertThat(redaction.text("<" + String.join("> <", secrets) + ">"))
                .isEqualTo("<" + String.join("> <", Collections.nCopies(7, Redaction.BY_LOOK)) + ">");
    }

    @Test
    void whatIsNoSecretStaysAsItIsAtEveryDepth() {
        String plain = "{\"a\":{\"b\":[1,2.5,null,true,{\"c\":\"text\"},[]]},\"d\":{}}";

        assertThat(redaction.json(plain)).isEqualTo(plain);
        assertThat(redaction.json("{}")).isEqualTo("{}");
    }

    @Test
    void whatWasGivenIsNotChanged() {
        Map<String, Object> given = new HashMap<>(
                Map.of("password", "p-1", "list", new ArrayList<>(List.of(new HashMap<>(Map.of("token", "t-1"))))));

        Object shown = redaction.value(given);

        assertThat(String.valueOf(shown)).doesNotContain("p-1", "t-1");
        assertThat(given).isEqualTo(Map.of("password", "p-1", "list", List.of(Map.of("token", "t-1"))));
    }

    @Test
    void whatCountsTokensIsShown() {
        String counts = "{\"max_tokens\":5,\"token_usage\":{\"model\":\"m\",\"total_tokens\":7},\"tokens\":[1,2]}";

        assertThat(redaction.json(counts)).isEqualTo(counts);
    }

    @Test
    void aTextUnderTheNameOfACountIsHidden() {
        assertThat(redaction.json("{\"access_tokens\":[\"a\",\"b\"],\"token_limit\":\"c\",\"tokens_password\":\"d\"}"))
                .isEqualTo("{\"access_tokens\":\"***REDACTED***\",\"token_limit\":\"***REDACTED***\","
                        + "\"tokens_password\":\"***REDACTED***\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey",
                "APIKey",
                "api-key",
                "API_KEY",
                "X-Api-Key",
                "x api key",
                "openai.api.key",
                "access_token",
                "accessToken",
                "refreshTOKEN",
                "client-secret",
                "clientSecret",
                "dbPassword",
                "pass\u200bword",
                "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44",
                "Proxy-Authorization",
                "awsAccessKeyId",
                "private_key",
                "Set-Cookie",
                "PASSWD",
                ""
            })
    void aNameHidesHoweverItIsWritten(String name) {
        String json = CanonicalJson.write(Map.of("list", List.of(Map.of(name, Map.of("deep", "hidden")))));

        assertThat(redaction.json(json)).doesNotContain("hidden").contains("***REDACTED***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"maxTokens", "totalTokens", "tokenUsage", "prompt-tokens", "tokens", "keyboard", "\ud83d\udd11"})
    void whatOnlySoundsLikeOneIsShown(String name) {
        String json = CanonicalJson.write(Map.of(name, 7));

        assertThat(redaction.json(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iban", "customerIBAN", "customer-iban", "tax_id", "taxId", "Tax Id"})
    void furtherNamesHideHoweverTheyAreWritten(String name) {
        Redaction further = new Redaction(Set.of("IBAN", "tax-id", " "));

        assertThat(further.json(CanonicalJson.write(Map.of(name, 7)))).contains("***REDACTED***");
        assertThat(further.json("{\"city\":7}")).isEqualTo("{\"city\":7}");
    }
}
