package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often a console is asked how far halts are proven. */
class HaltProofsTest {
    @Test
    void theLongerItTakesTheLessItIsAsked() {
        assertThat(Stream.iterate(Duration.ofMillis(250), HaltProofs::longer)
                        .limit(6)
                        .map(Duration::toMillis))
                .containsExactly(250L, 500L, 1_000L, 2_000L, 2_000L, 2_000L);
    }
}
