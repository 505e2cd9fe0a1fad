package dev.governance.console.audit.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SeqRanges;
import org.junit.jupiter.api.Test;

class OpenGapsTest {
    private static final long SECOND = 1_000_000_000;

    private final OpenGaps gaps = new OpenGaps();

    private String dead(String missing, long xmin, long xmax, long seconds) {
        return gaps.dead(SeqRanges.parse(missing), xmin, xmax, seconds * SECOND).toString();
    }

    @Test
    void aNumberIsGivenUpOnceEveryTransactionOfTheSecondLookIsOver() {
        assertThat(dead("7", 90, 100, 0)).isEmpty();
        assertThat(dead("7", 95, 110, 1)).isEmpty(); // the second look: whoever may still write has an id below 110
        assertThat(dead("7", 109, 200, 50)).isEmpty();
        assertThat(dead("7", 110, 300, 51)).isEqualTo("7");
    }

    @Test
    void theFirstLookAloneProvesNothing() {
        assertThat(dead("7", 100, 100, 0)).isEmpty();
        assertThat(gaps.dead(SeqRanges.parse("7"), 200, 200, SECOND - 1).toString())
                .isEmpty();
    }

    @Test
    void eachNumberHasItsOwnTime() {
        dead("7", 90, 100, 0);
        dead("7,9-12", 100, 110, 1);

        assertThat(dead("7,9-12", 120, 130, 2)).isEqualTo("7");
        assertThat(dead("9-12", 130, 140, 3)).isEqualTo("9-12");
    }

    @Test
    void whatWasFilledIsNotGivenUp() {
        dead("7-9", 90, 100, 0);
        dead("7-9", 90, 100, 1);

        assertThat(dead("7,9", 100, 100, 2)).isEqualTo("7,9");
    }

    @Test
    void behindATransactionThatNeverEndsNothingIsGivenUpAndMemoryStaysSmall() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(dead("1-" + (i + 1), 50, 100 + i, i)).isEmpty();
        }

        dead("1-1000", 5_000, 5_000, 2_000);
        assertThat(dead("1-1000", 5_000, 5_000, 2_001)).startsWith("1");
    }
}
