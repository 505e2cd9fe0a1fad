package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process writes about halts, without a database. */
@Timeout(60)
class HaltWitnessTest {
    private static final Instant NOON = Instant.parse("2026-04-15T12:00:00.120Z");

    private final BlockingQueue<AuditEvent> log = new LinkedBlockingQueue<>();
    private final AtomicInteger losses = new AtomicInteger();
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);
    private final HaltWitness witness = new HaltWitness(this::log, nanoTime::get);

    private AuditResult log(AuditEvent event) {
        boolean lost = losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        log.add(event);
        return new AuditResult(UUID.randomUUID(), UUID.randomUUID(), !lost, false, lost ? "not permitted" : null);
    }

    @AfterEach
    void close() {
        witness.close();
    }

    private static Halt halt(Instant at) {
        return new Halt("refund-agent", "operator-2", at, "spends too much");
    }

    private void pictureAt(Instant readAt, Halt... halted) {
        Map<String, Halt> picture = halted.length == 0 ? Map.of() : Map.of("refund-agent", halted[0]);
        witness.saw(picture, halted.length == 0 ? null : readAt, nanoTime.get());
    }

    private List<AuditEvent> written() {
        witness.close();
        return List.copyOf(log);
    }

    @Test
    void aHaltOfAKnownAgentIsAcknowledgedOnceWithItsDelay() {
        witness.covers("refund-agent", "openai");
        pictureAt(NOON);

        pictureAt(NOON.plusMillis(38), halt(NOON));
        pictureAt(NOON.plusMillis(2_038), halt(NOON));

        List<AuditEvent> written = written();
        assertThat(written).hasSize(1);
        assertThat(written.get(0).kind()).isEqualTo("agent.halt_acknowledged");
        assertThat(written.get(0).sessionId())
                .isEqualTo(UUID.fromString("3f7910ea-a693-2fd4-c075-5203b682d172")); // MD5 by Python's hashlib
        assertThat(written.get(0).metadata())
                .containsEntry("delay_ms", 38L)
                .containsEntry("halted_by", "operator-2")
                .containsEntry("halted_at", "2026-04-15T12:00:00.120000+00:00")
                .containsEntry(
                        "paths", List.of("scope", "cost", "gates", "loop", "contracts", "assertNotHalted", "openai"))
                .doesNotContainKey("stood_before");
    }

    @Test
    void theTimeUntilAPictureIsInForceCounts() {
        witness.met("refund-agent");
        pictureAt(NOON);

        long asked = nanoTime.getAndAdd(TimeUnit.MILLISECONDS.toNanos(5));
        witness.saw(Map.of("refund-agent", halt(NOON)), NOON.plusMillis(10), asked);

        assertThat(written().get(0).metadata()).containsEntry("delay_ms", 15L);
    }

    @Test
    void anAgentOfAnotherProcessIsNotAcknowledged() {
        pictureAt(NOON);

        pictureAt(NOON.plusMillis(38), halt(NOON));

        assertThat(written()).isEmpty();
    }

    @Test
    void aHaltThatStoodBeforeTheAgentWasMetHasNoDelay() {
        pictureAt(NOON.plusSeconds(9), halt(NOON));
        witness.met("refund-agent");

        pictureAt(NOON.plusSeconds(11), halt(NOON));

        assertThat(written().get(0).metadata())
                .containsEntry("stood_before", true)
                .doesNotContainKey("delay_ms");
    }

    @Test
    void theFirstRefusalAloneIsWrittenDownAfterTheAcknowledgement() {
        pictureAt(NOON.plusSeconds(9), halt(NOON));
        nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));

        witness.refused(halt(NOON), "scope", false);
        witness.refused(halt(NOON), "cost", true);

        List<AuditEvent> written = written();
        assertThat(written)
                .extracting(AuditEvent::kind)
                .containsExactly("agent.halt_acknowledged", "agent.halt_enforced");
        assertThat(written.get(1).metadata()).containsEntry("path", "scope").containsEntry("delay_ms", 9_250L);
        assertThat(written.get(1).metadata().get("process"))
                .isEqualTo(written.get(0).metadata().get("process"));
    }

    @Test
    void aHaltThatIsLiftedAndGivenAgainIsAnother() {
        witness.met("refund-agent");
        pictureAt(NOON);
        pictureAt(NOON.plusMillis(10), halt(NOON));
        pictureAt(NOON.plusMillis(20));

        pictureAt(NOON.plusMillis(60), halt(NOON.plusMillis(30)));

        assertThat(written())
                .extracting(event -> event.metadata().get("delay_ms"))
                .containsExactly(10L, 30L);
    }

    @Test
    void oneThatLostItsMarkerAndGotItAgainIsTheSame() {
        witness.met("refund-agent");
        pictureAt(NOON);
        pictureAt(NOON.plusMillis(10), halt(NOON));
        pictureAt(NOON.plusMillis(20));

        pictureAt(NOON.plusMillis(60), halt(NOON));

        assertThat(written()).hasSize(1);
    }

    @Test
    void aMarkerWithoutATimeOrWithOneToComeHasNoDelay() {
        witness.met("refund-agent");
        pictureAt(NOON);

        pictureAt(NOON, halt(NOON.plusSeconds(1)));

        assertThat(written().get(0).metadata()).doesNotContainKey("delay_ms");
    }

    @Test
    void anAgentThatEndedIsNotAcknowledged() {
        witness.met("refund-agent");
        pictureAt(NOON);
        witness.forget("refund-agent");

        pictureAt(NOON.plusMillis(10), halt(NOON));

        assertThat(written()).isEmpty();
    }

    @Test
    void whatTheLogLostIsTriedAgain() throws InterruptedException {
        losses.set(1);
        witness.met("refund-agent");
        pictureAt(NOON);

        pictureAt(NOON.plusMillis(10), halt(NOON));

        AuditEvent first = log.take();
        assertThat(log.take()).isEqualTo(first);
    }

    @Test
    void aRefusalDoesNotWaitForTheLog() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        HaltWitness slow = new HaltWitness(
                event -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return log(event);
                },
                nanoTime::get);

        slow.refused(halt(NOON), "scope", false); // would hang here

        assertThat(log).isEmpty();
        release.countDown();
        slow.close();
        assertThat(log).hasSize(2);
    }
}
