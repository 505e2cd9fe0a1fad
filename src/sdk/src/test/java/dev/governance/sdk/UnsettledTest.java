package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits to be settled, without a database. */
@Timeout(60)
class UnsettledTest {
    @Test
    void itIsTriedUntilItIsStored() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        BlockingQueue<Integer> stored = new LinkedBlockingQueue<>();
        try (Unsettled unsettled = new Unsettled(1)) {
            unsettled.add("refund-agent", () -> tries.incrementAndGet() > 2 && stored.add(tries.get()));

            assertThat(stored.poll(30, TimeUnit.SECONDS)).isEqualTo(3);
        }
    }

    @Test
    void anAgentWhoseCountersAreLockedHoldsUpNoOther() throws InterruptedException {
        BlockingQueue<String> stored = new LinkedBlockingQueue<>();
        AtomicInteger tries = new AtomicInteger();
        try (Unsettled unsettled = new Unsettled(10)) {
            for (int i = 0; i < 3; i++) {
                unsettled.add("locked", () -> tries.incrementAndGet() < 0);
            }
            unsettled.add("free", () -> stored.add("free"));

            assertThat(stored.poll(30, TimeUnit.SECONDS)).isEqualTo("free");
            assertThat(tries).hasValueLessThan(3);
            assertThat(unsettled.counts().lost()).isZero();
        }
    }

    @Test
    void whatIsBeyondTheBoundIsLostAndCounted() {
        try (Unsettled unsettled = new Unsettled(2)) {
            for (int i = 0; i < 5; i++) {
                unsettled.add("refund-agent", () -> false);
            }

            assertThat(unsettled.counts()).isEqualTo(new UnsettledUsage(2, 3));
        }
    }

    @Test
    void closingTriesOnceMoreAndTellsWhatIsLost() {
        AtomicBoolean answers = new AtomicBoolean();
        Unsettled unsettled = new Unsettled(3);
        unsettled.add("refund-agent", answers::get);
        unsettled.add("other-agent", () -> false);
        answers.set(true);

        unsettled.close();
        unsettled.add("refund-agent", () -> true);

        assertThat(unsettled.counts()).isEqualTo(new UnsettledUsage(0, 2));
    }
}
