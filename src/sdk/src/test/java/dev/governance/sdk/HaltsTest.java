package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.HaltUnknownException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HaltsTest {
    private static final Map<String, Halt> ADA_HALTED_REFUNDS =
            Map.of("refund-agent", new Halt("refund-agent", "operator-2", null, "spends too much"));

    // Long.MAX_VALUE: System.nanoTime may overflow at any moment.
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);
    private final Halts halts = new Halts(nanoTime::get, new HaltWitness(HaltsTest::lost, nanoTime::get));

    private static AuditResult lost(AuditEvent event) {
        return new AuditResult(UUID.randomUUID(), UUID.randomUUID(), false, false, "no log here");
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void beforeTheFirstPictureEverybodyIsRefused() {
        assertThatThrownBy(() -> halts.check("refund-agent", "scope")).isInstanceOf(HaltUnknownException.class);
    }

    @Test
    void onlyTheHaltedAgentIsStopped() {
        halts.publish(ADA_HALTED_REFUNDS, halts.now());

        assertThatThrownBy(() -> halts.check("refund-agent", "scope"))
                .isInstanceOf(AgentHaltedException.class)
                .hasMessage("agent refund-agent is halted by operator-2: spends too much");
        assertThatCode(() -> halts.check("Refund-Agent", "scope")).doesNotThrowAnyException();
    }

    @Test
    void aPictureCountsForFiveSecondsWhateverFails() {
        halts.publish(Map.of(), halts.now());

        pass(Duration.ofSeconds(5));
        halts.failed("connection refused");
        halts.expire();
        assertThatCode(() -> halts.check("refund-agent", "scope")).doesNotThrowAnyException();

        pass(Duration.ofMillis(1));
        halts.expire();
        assertThatThrownBy(() -> halts.check("refund-agent", "scope"))
                .isInstanceOf(HaltUnknownException.class)
                .hasMessageContaining("more than 5 s ago")
                .hasMessageContaining("connection refused")
                .hasMessageContaining("goes on once the database answers");
    }

    @Test
    void aNewPictureEndsTheDoubt() {
        halts.publish(Map.of(), halts.now());
        pass(Duration.ofSeconds(60));
        halts.expire();

        halts.publish(Map.of(), halts.now());

        assertThatCode(() -> halts.check("refund-agent", "scope")).doesNotThrowAnyException();
    }

    @Test
    void aPictureThatComesAfterTheEndChangesNothing() {
        halts.close();

        halts.publish(Map.of(), halts.now());
        halts.failed("interrupted");

        assertThatThrownBy(() -> halts.check("refund-agent", "scope")).hasMessageContaining("closed");
    }
}
