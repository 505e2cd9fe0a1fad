package dev.governance.console.audit.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.chain.MarksKey;
import dev.governance.chain.SeqRanges;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LagTest {
    private static final MarksKey KEY = MarksKey.random();
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant HOUR_AGO = NOW.minusSeconds(3_600);
    private static final long GIVEN = 1_000_000;
    private static final Unmarked NOTHING = new Unmarked(0, 0, null, null, GIVEN, null, NOW);

    private final Lag lag = new Lag(Duration.ofSeconds(30));

    private static MarkHead head(Instant at, long upTo, String gaps) {
        Marked marked = new Marked(upTo, SeqRanges.parse(gaps));
        return MarkHead.signed(KEY, 5, at, marked, 2, 31, "aa", MarkHead.NOTHING, null);
    }

    private static Unmarked beyond(long newest, long count) {
        return new Unmarked(count, 0, newest, null, GIVEN, NOW, NOW);
    }

    private static Unmarked old(long newest, long count) {
        return new Unmarked(count, count, newest, null, GIVEN, HOUR_AGO, NOW);
    }

    /** A look that takes no time. */
    private boolean stale(MarkHead head, Unmarked rows, long second) {
        long nanos = Duration.ofSeconds(second).toNanos();
        return lag.isStale(head, rows, nanos, nanos);
    }

    /** A look each second, of which none may find it stale. */
    private void inTime(MarkHead head, Unmarked rows, long first, long last) {
        for (long second = first; second <= last; second++) {
            assertThat(stale(head, rows, second)).as("second %d", second).isFalse();
        }
    }

    @Test
    void aRowThatIsFoundUnmarkedForHalfAMinuteIsTooLate() {
        MarkHead head = head(NOW, 40, "");

        inTime(head, beyond(41, 1), 100, 120);
        inTime(head, beyond(55, 15), 121, 129);
        assertThat(stale(head, beyond(56, 16), 130)).isTrue();
    }

    @Test
    void timeInWhichNobodyLookedHardlyCountsForWhoeverMarksMayHaveSleptToo() {
        MarkHead head = head(NOW, 40, "");
        inTime(head, NOTHING, 100, 139);
        inTime(head, beyond(41, 1), 140, 140);

        inTime(head, old(41, 1), 4_000, 4_028);

        assertThat(stale(head, old(41, 1), 4_029)).isTrue();
    }

    @Test
    void aLookThatTakesLongDoesNotMakeTheNextOneStale() {
        MarkHead head = head(NOW, 40, "");
        inTime(head, NOTHING, 100, 139);
        long begun = Duration.ofSeconds(140).toNanos();

        assertThat(lag.isStale(
                        head, beyond(41, 1), begun, Duration.ofSeconds(4_000).toNanos()))
                .isFalse();
        assertThat(stale(head, old(41, 1), 4_001)).isFalse();
    }

    @Test
    void whoSlowsEveryLookDownDoesNotKeepItFromBeingStale() {
        MarkHead head = head(NOW, 40, "");

        for (long look = 0; look < 30; look++) {
            assertThat(stale(head, beyond(41, 1), 100 + 9 * look)).isFalse();
        }

        assertThat(stale(head, beyond(41, 1), 370)).isTrue();
    }

    @Test
    void aYoungProcessThatSleptLetsWhoeverMarksHaveATurnBeforeItGoesByWrittenTimes() {
        inTime(head(HOUR_AGO, 40, ""), NOTHING, 100, 109);
        inTime(head(HOUR_AGO, 40, ""), beyond(41, 1), 110, 110);

        assertThat(stale(head(HOUR_AGO, 40, ""), old(41, 1), 4_000)).isFalse();

        assertThat(stale(head(HOUR_AGO, 40, ""), old(41, 1), 4_001)).isTrue();
    }

    @Test
    void aHeadThatFollowsIsNotStaleHoweverManyNewRowsThereAre() {
        for (long second = 100; second < 1_000; second++) {
            assertThat(stale(head(NOW, second, ""), beyond(second + 3, 3), second))
                    .isFalse();
        }
    }

    @Test
    void aHeadThatMovesButDoesNotReachWhatWaitsIsStale() {
        for (long second = 100; second < 130; second++) {
            assertThat(stale(head(NOW, second, ""), beyond(9_000 + second, 9_000), second))
                    .isFalse();
        }

        assertThat(stale(head(NOW, 8_000, ""), beyond(9_130, 1_130), 130)).isTrue();
        assertThat(stale(head(NOW, 9_140, ""), beyond(9_150, 10), 140)).isFalse();
    }

    @Test
    void aRowInAGapCountsToo() {
        MarkHead head = head(NOW, 40, "7-9");
        Unmarked late = new Unmarked(1, 0, null, 8L, GIVEN, NOW, NOW);

        inTime(head, late, 100, 129);
        assertThat(stale(head, late, 130)).isTrue();
        assertThat(stale(head(NOW, 40, "7"), NOTHING, 131)).isFalse();
    }

    @Test
    void anIdleLogIsNotStale() {
        MarkHead head = head(HOUR_AGO, 40, "");

        inTime(head, NOTHING, 100, 130);
        assertThat(stale(head, old(41, 1), 131)).isFalse(); // a writer with a slow clock, seen for the first time
    }

    @Test
    void whoLooksForTheFirstTimeGoesByTheTimesThatAreWritten() {
        assertThat(stale(head(HOUR_AGO, 40, ""), old(41, 1), 1)).isTrue();
        assertThat(stale(head(HOUR_AGO, 40, ""), beyond(41, 1), 1)).isFalse();
        assertThat(stale(head(NOW.minusSeconds(2), 40, ""), old(41, 1), 1)).isFalse();
        assertThat(stale(head(NOW.minusSeconds(2), 40, ""), old(60_000, Unmarked.COUNTED + 1), 1))
                .isTrue();
    }

    @Test
    void whoLookedOnceAndAgainSoonSaysTheSame() {
        for (long second = 1; second < 60; second++) {
            assertThat(stale(head(HOUR_AGO, 40, ""), old(41, 1), second)).isTrue();
        }
    }

    @Test
    void rowsThatWentWithTheirDatabaseDoNotMakeTheNextOneStale() {
        assertThat(stale(head(NOW, 40, ""), beyond(900, 10), 100)).isFalse();

        assertThat(stale(head(NOW, 20, ""), beyond(21, 1), 140)).isFalse();
    }
}
