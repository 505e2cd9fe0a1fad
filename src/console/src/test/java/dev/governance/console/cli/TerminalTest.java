package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(false, new PrintStream(said, true, StandardCharsets.UTF_8));

    @Test
    void whatDoesNotStopIsLeftAndSaysWhereItWas() {
        CountDownLatch never = new CountDownLatch(1);

        terminal.stop(() -> await(never), Duration.ofMillis(100));

        assertThat(said())
                .contains("did not stop within")
                .contains("CountDownLatch.await")
                .doesNotContain("stopped");
        never.countDown();
    }

    @Test
    void whatStopsSaysSo() {
        terminal.stop(() -> {}, Duration.ofMinutes(1));

        assertThat(said()).contains("stopping").contains("stopped");
    }

    @Test
    void whatFailsToStopSaysWhy() {
        terminal.stop(
                () -> {
                    throw new IllegalStateException("the lock is gone");
                },
                Duration.ofMinutes(1));

        assertThat(said()).contains("did not stop cleanly").contains("the lock is gone");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
