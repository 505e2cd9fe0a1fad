package dev.governance.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WriteTimesTest {
    private final WriteTimes times = new WriteTimes();

    private void note(LongStream ms) {
        ms.forEach(took -> times.note(took * 1_000_000));
    }

    @Test
    void whatWasNotMeasuredHasNoFigure() {
        assertThat(times.measured()).isEmpty();
    }

    @Test
    void oneIsBothHalfAndMost() {
        note(LongStream.of(7));

        assertThat(times.measured()).contains(new WriteTimes.Measured(1, 7, 7));
    }

    @Test
    void theFiguresAreOfThoseThatWereMeasuredInAnyOrder() {
        note(LongStream.rangeClosed(1, 100).map(n -> 101 - n));

        assertThat(times.measured()).contains(new WriteTimes.Measured(100, 50, 95));
    }

    @Test
    void onlyTheLastOnesCount() {
        note(LongStream.generate(() -> 900).limit(WriteTimes.KEPT));
        note(LongStream.generate(() -> 3).limit(WriteTimes.KEPT));

        assertThat(times.measured()).contains(new WriteTimes.Measured(WriteTimes.KEPT, 3, 3));
    }

    @Test
    void whatTookNoTimeByTheClockCountsAllTheSame() {
        times.note(0);

        assertThat(times.measured().orElseThrow().writes()).isEqualTo(1);
    }
}
