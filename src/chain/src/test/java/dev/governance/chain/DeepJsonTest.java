package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Depth is an attack on the stack; what a verdict says must not depend on how large that is. */
class DeepJsonTest {
    private static final long SMALL_STACK = 160 * 1024; // bytes; near the least that the Java runtime takes

    private static final String DEEP = "{\"a\":".repeat(490) + "[".repeat(490) + "]".repeat(490) + "}".repeat(490);

    private static String onASmallStack(Supplier<String> work) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (StackOverflowError | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                "small-stack",
                SMALL_STACK);
        thread.start();
        return result.join();
    }

    @Test
    void isBroughtIntoTheSignedFormOnTheSmallestStack() {
        assertThat(onASmallStack(() -> CanonicalJson.canonical(DEEP))).isEqualTo(DEEP);
    }

    @Test
    void isRedactedOnTheSmallestStack() {
        String secret = DEEP.replace("[]", "[{\"password\":\"x\"}]");

        assertThat(onASmallStack(() -> new Redaction(Set.of()).json(secret)))
                .isEqualTo(DEEP.replace("[]", "[{\"password\":\"***REDACTED***\"}]"));
    }

    @Test
    void isReadWithItsNumbersChangedOnTheSmallestStack() {
        String zero = DEEP.replace("[]", "[0.0]");

        assertThat(onASmallStack(
                        () -> NumericRoundTrip.readings(zero).findFirst().orElse("")))
                .isEqualTo(DEEP.replace("[]", "[-0.0]"));
    }

    @Test
    void endsAtAThousandLevels() {
        assertThat(CanonicalJson.canonical("[".repeat(1_000) + "]".repeat(1_000)))
                .hasSize(2_000);
        assertThatThrownBy(() -> CanonicalJson.canonical("[".repeat(1_001) + "]".repeat(1_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested deeper than 1000");
    }

    @Test
    void refusesWhatIsNoJsonAsBefore() {
        for (String broken : new String[] {
            "",
            "[",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\" 1}",
            "{\"a\":1,}",
            "{,}",
            "{\"a\":}",
            "[}",
            "{]",
            "[1]]",
            "nul",
            "{a:1}"
        }) {
            assertThatThrownBy(() -> CanonicalJson.parse(broken))
                    .as(broken)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("JSON at character");
        }
    }
}
