package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.HaltUnknownException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HaltsTest {
    private static final Map<String, Halt> ADA_HALTED_REFUNDS =
            Map.of("refund-agent", new Halt("refund-agent", "operator-2", null, "spends too much"));

    // Long.MAX_VALUE: System.nanoTime may overflow at any moment.
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);
    private final Queue<AuditEvent> log = new ConcurrentLinkedQueue<>();
    private final HaltWitness witness = new HaltWitness(this::logged, nanoTime::get);
    private final Halts halts = new Halts(nanoTime::get, witness, true);
    private final Halts lenient = new Halts(nanoTime::get, witness, false);

    private AuditResult logged(AuditEvent event) {
        log.add(event);
        return new AuditResult(UUID.randomUUID(), UUID.randomUUID(), true, false, null);
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void beforeTheFirstPictureEverybodyIsRefused() {
        assertThatThrownBy(() -> halts.check("refund-agent", "scope"))
                .isInstanceOf(HaltUnknownException.class)
                .hasMessageContaining("never read")
                .hasMessageContaining("governance migrate");
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

    @Test
    void whoIsNotStrictGoesOnBeforeTheFirstPictureAndSaysSoAtMostEachMinute() {
        List<String> said = said(() -> {
            lenient.check("refund-agent", "scope");
            lenient.check("refund-agent", "scope");
            pass(Duration.ofSeconds(59));
            lenient.check("other-agent", "scope");
            pass(Duration.ofSeconds(1));
            lenient.failed("connection refused");
            lenient.check("refund-agent", "scope");
        });

        assertThat(said)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("WARN CHECKS PASS although it is not known")
                        .contains("refund-agent", "never read"));
        assertThat(said.get(1)).contains("connection refused");
    }

    @Test
    void whoIsNotStrictKeepsTheLastPictureHoweverOld() {
        lenient.publish(ADA_HALTED_REFUNDS, lenient.now());
        pass(Duration.ofSeconds(6));
        lenient.failed("connection refused");
        lenient.expire();
        pass(Duration.ofDays(1));
        lenient.failed("connection refused");

        assertThatThrownBy(() -> lenient.check("refund-agent", "scope")).isInstanceOf(AgentHaltedException.class);
        assertThat(said(() -> lenient.check("other-agent", "scope")))
                .singleElement(STRING)
                .contains("more than 5 s ago");
    }

    @Test
    void theNextPictureTellsTheAuditLogWhatPassedInDoubt() {
        lenient.check("refund-agent", "scope");
        lenient.check("refund-agent", "cost");
        lenient.publish(new HaltStore.Picture(Map.of(), null), lenient.now());
        pass(Duration.ofSeconds(6));
        lenient.expire();
        lenient.check("other-agent", "scope");

        lenient.publish(new HaltStore.Picture(ADA_HALTED_REFUNDS, null), lenient.now());
        assertThatThrownBy(() -> lenient.check("refund-agent", "scope")).isInstanceOf(AgentHaltedException.class);
        witness.close();

        assertThat(log.stream().filter(event -> event.kind().equals("agent.halt_unknown")))
                .extracting(
                        AuditEvent::agentId,
                        event -> event.metadata().get("checks_passed"),
                        event -> event.metadata().get("never_read"))
                .containsExactly(tuple("refund-agent", 2L, true), tuple("other-agent", 1L, false));
    }

    @Test
    void theEndRefusesWhoIsNotStrictToo() {
        lenient.check("refund-agent", "scope");

        lenient.close();

        assertThatThrownBy(() -> lenient.check("refund-agent", "scope")).hasMessageContaining("closed");
        witness.close();
        assertThat(log).extracting(AuditEvent::kind).containsExactly("agent.halt_unknown");
    }

    /** What is logged meanwhile. */
    private static List<String> said(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(Doubts.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            work.run();
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage() + " " + line.getKeyValuePairs())
                .toList();
    }
}
