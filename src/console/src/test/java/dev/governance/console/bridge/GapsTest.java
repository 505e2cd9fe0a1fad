package dev.governance.console.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers that are missing; time is in milliseconds, transactions are numbered from 100. */
class GapsTest {
    private final Gaps gaps = new Gaps();

    @Test
    void theLowWaterMarkStaysBelowTheFirstOpenNumber() {
        assertThat(gaps.lowWater(9)).isEqualTo(9);

        gaps.open(4, 5, 0);
        gaps.open(8, 8, 0);
        assertThat(gaps.lowWater(9)).isEqualTo(3);

        gaps.fill(4);
        assertThat(gaps.lowWater(9)).isEqualTo(4);

        gaps.fill(5);
        assertThat(gaps.lowWater(9)).isEqualTo(7);

        gaps.fill(8);
        assertThat(gaps.lowWater(9)).isEqualTo(9);
    }

    @Test
    void aGapClosesOnlyWhenWhoeverRanAtTheSecondLookIsOver() {
        gaps.open(4, 4, 0);

        gaps.look(100, 110, 500); // too early for a second look
        gaps.look(200, 200, 999);
        assertThat(gaps.open()).containsExactly(4L);

        gaps.look(150, 160, 1_000); // the second look: 150 to 159 may be running
        gaps.look(159, 170, 1_100); // 159 still is
        assertThat(gaps.open()).containsExactly(4L);

        gaps.look(160, 170, 1_200);
        assertThat(gaps.open()).isEmpty();
        assertThat(gaps.slow()).containsExactly(4L);
    }

    @Test
    void nobodyIsWaitedForLongerThanAMinute() {
        gaps.open(4, 4, 0);
        gaps.look(100, 110, 1_000);
        gaps.look(100, 500, 59_999);
        assertThat(gaps.isEmpty()).isFalse();

        gaps.look(100, 500, 60_000);

        assertThat(gaps.isEmpty()).isTrue();
        assertThat(gaps.slow()).containsExactly(4L);
    }

    @Test
    void aRowThatTurnsUpAfterAllIsNoLongerLookedFor() {
        gaps.open(4, 5, 0);
        gaps.look(0, 0, 60_000);
        gaps.fill(4);

        assertThat(gaps.slow()).containsExactly(5L);
    }

    @Test
    void bothListsAreBounded() {
        gaps.open(1, 1_000_000_000L, 0); // somebody moved the sequence

        assertThat(gaps.open()).hasSize(Gaps.OPEN_LIMIT).endsWith(1_000_000_000L);
        assertThat(gaps.slow().length).isLessThanOrEqualTo(Gaps.SLOW_LIMIT);

        gaps.look(0, 0, 60_000);
        gaps.open(1_000_000_001L, 1_000_060_000L, 60_000);
        assertThat(gaps.slow()).hasSize(Gaps.SLOW_LIMIT);
    }
}
