package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows that were written while the store was down, and drained later. */
class OutageTest {
    private final WrittenSession written = new WrittenSession();

    @Test
    void anOutageIsCountedAndDrainedRowsAreExcused() {
        written.append(1);
        written.append(ChainRow.DEGRADED, written.head());
        ChainRow marker = written.rows.get(1);
        List<ChainRow> rows = new ArrayList<>(written.rows);
        ChainEvent drained = drained(marker, null);
        rows.add(new ChainRow(3, drained, Vectors.KEY.mac(drained.canonicalBytes()), null));
        ChainEvent lost = drained(marker, rows.get(2).hmacValue());
        rows.add(new ChainRow(4, lost, "0".repeat(64), null));

        SessionVerdict verdict = written.verdict(Vectors.KEYS, rows);

        assertThat(verdict.degraded()).isEqualTo(2);
        assertThat(verdict.links()).isEqualTo(3);
        assertThat(verdict.linksIntact()).isEqualTo(3);
        assertThat(verdict.findings().get(0).detail())
                .isEqualTo("From event 3 on, events were written while the store was down.");
        assertThat(verdict.first())
                .extracting(Finding::detail)
                .isEqualTo("The event was modified after signing, or lost its model's name while the store was down.");
    }

    /** At the very time of the marker that announced it. */
    private static ChainEvent drained(ChainRow marker, String link) {
        ChainEvent event = marker.event();
        return new ChainEvent(
                new UUID(3, link == null ? 0 : 1),
                event.sessionId(),
                "agent",
                null,
                "llm.call",
                null,
                null,
                null,
                "{}",
                link,
                event.createdAt());
    }

    @Test
    void aRowBeforeAnyOutageIsNotExcused() {
        written.append(1);
        ChainRow first = written.rows.get(0);

        SessionVerdict verdict =
                written.verdict(Vectors.KEYS, List.of(new ChainRow(1, first.event(), "0".repeat(64), null)));

        assertThat(verdict.first()).extracting(Finding::detail).isEqualTo("The event was modified after signing.");
        assertThat(verdict.degraded()).isZero();
    }

    @Test
    void aChangedRowBeginsNoDegradedSegment() {
        written.append(ChainRow.DEGRADED, null);
        written.append(1);
        ChainEvent event = drained(written.rows.get(0), null);

        SessionVerdict verdict = written.verdict(
                Vectors.KEYS, List.of(written.rows.get(0), new ChainRow(2, event, "0".repeat(64), null)));

        assertThat(verdict.findings()).extracting(Finding::kind).contains(Finding.Kind.GAP);
    }
}
