package dev.governance.console.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Outcome;
import dev.governance.console.wire.ShownJson;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where the reader stands while rows commit out of order. */
class TailTest {
    private static final Instant NOW = Instant.parse("2026-04-15T12:00:00Z");

    private final Tail tail = new Tail(Clock.fixed(NOW, ZoneOffset.UTC));

    private List<String> take(long... seqs) {
        List<AuditEvent> events = Arrays.stream(seqs).mapToObj(TailTest::event).toList();
        return tail.take(new BridgeStore.Look(100, 100, true, events)).stream()
                .map(told -> told.event().chainSeq() + " at " + told.position())
                .toList();
    }

    private static AuditEvent event(long seq) {
        return new AuditEvent(
                new UUID(0, seq),
                new UUID(1, 1),
                "agent",
                null,
                "tool.call",
                null,
                null,
                null,
                ShownJson.of("{}"),
                null,
                "mac",
                seq,
                NOW,
                Outcome.OK,
                "");
    }

    @Test
    void rowsInOrderMoveThePosition() {
        tail.startAt(10, null, List.of());

        assertThat(take(11, 12)).containsExactly("11 at 11", "12 at 12");
        assertThat(tail.position()).isEqualTo(12);
        assertThat(tail.isWaiting()).isFalse();
    }

    @Test
    void aRowBehindAHoleIsToldAtOnceButThePositionWaits() {
        tail.startAt(10, null, List.of());

        assertThat(take(13)).containsExactly("13 at 10");
        assertThat(tail.openGaps()).containsExactly(11L, 12L);

        assertThat(take(11)).containsExactly("11 at 11");
        assertThat(take(12, 14)).containsExactly("12 at 13", "14 at 14");
        assertThat(tail.isWaiting()).isFalse();
    }

    @Test
    void holesJustBelowTheBeginningAreOpenFromTheStart() {
        tail.startAt(10, null, List.of(7L));

        assertThat(tail.position()).isEqualTo(6);
        assertThat(tail.highest()).isEqualTo(10);
        assertThat(take(7)).containsExactly("7 at 10");
    }

    @Test
    void anEmptyLogBeginsAtNothing() {
        tail.startAt(0, null, List.of());

        assertThat(tail.position()).isZero();
        assertThat(take(1)).containsExactly("1 at 1");
    }
}
