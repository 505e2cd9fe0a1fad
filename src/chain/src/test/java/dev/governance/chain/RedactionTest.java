package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names that sound like a secret's. */
class RedactionTest {
    private final Redaction redaction = new Redaction(Set.of());

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
}
