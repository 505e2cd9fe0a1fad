package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.governance.chain.Redaction;
import dev.governance.console.db.Recent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of JSON that people are shown. */
class ShownTextsTest {
    private static final String PLAIN = "{\"tool\": \"refund\", \"amount\": 1.50}";

    private final Redaction redaction = new Redaction(Set.of());
    private final List<String> redacted = new ArrayList<>();
    private final ShownTexts texts = new ShownTexts(this::redact);

    private String redact(String json) {
        redacted.add(json);
        return redaction.json(json);
    }

    @Test
    void aTextIsWorkedOutOnceAndAlwaysShownAlike() {
        String first = texts.apply(PLAIN);
        String second = texts.apply(PLAIN);

        assertThat(first).isEqualTo("{\"amount\":1.5,\"tool\":\"refund\"}");
        assertThat(second).isEqualTo(first);
        assertThat(redacted).containsExactly(PLAIN);
    }

    @Test
    void whatHeldASecretIsNotKept() {
        String byName = "{\"password\": \"p-1\"}";
        String byLook = "{\"note\": \"postgres://u:p@h/d\"}";

        for (String secret : List.of(byName, byLook, byName, byLook)) {
            assertThat(texts.apply(secret)).doesNotContain("p-1", "u:p");
        }

        assertThat(redacted).containsExactly(byName, byLook, byName, byLook);
    }

    @Test
    void whatIsLongBeforeOrAfterwardsIsNotKept() {
        String longBefore = "\"" + "x".repeat(ShownTexts.LONGEST) + "\"";
        String longAfterwards = "\"" + "ö".repeat(ShownTexts.LONGEST / 2) + "\"";

        for (String text : List.of(longBefore, longAfterwards, longBefore, longAfterwards)) {
            texts.apply(text);
        }

        assertThat(redacted).containsExactly(longBefore, longAfterwards, longBefore, longAfterwards);
    }

    @Test
    void whatNobodyAsksForIsForgottenAndTheRestStays() {
        texts.apply(PLAIN);
        texts.apply("\"nobody\"");
        for (int i = 0; i < 2 * Recent.KEPT; i++) {
            texts.apply(Integer.toString(i));
            texts.apply(PLAIN);
        }
        texts.apply("\"nobody\"");

        assertThat(redacted).containsOnlyOnce(PLAIN);
        assertThat(redacted).filteredOn("\"nobody\""::equals).hasSize(2);
    }

    @Test
    void whatIsNoJsonFailsEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatIllegalArgumentException().isThrownBy(() -> texts.apply("{"));
        }

        assertThat(redacted).hasSize(2);
    }
}
