package dev.governance.console.posture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTallyTest {
    private static final Instant MINUTE = Instant.parse("2026-04-15T12:00:00Z");

    private static Bucket bucket(String agent, Signal signal, boolean blocked, long rows, long newest) {
        return new Bucket(agent, signal, blocked, MINUTE, rows, rows, rows, newest, MINUTE.plusSeconds(newest));
    }

    @Test
    void bucketsAddUpByAgentBySignalAndByMinute() {
        EventTally tally = EventTally.of(List.of(
                bucket("a", null, false, 10, 1),
                bucket("a", Signal.SCOPE, true, 2, 5),
                bucket("a", Signal.SCOPE, true, 3, 4),
                bucket("b", null, false, 7, 9)));

        assertThat(tally.events()).isEqualTo(22);
        assertThat(tally.today()).isEqualTo(22);
        assertThat(tally.blockedToday()).isEqualTo(5);
        assertThat(tally.during(MINUTE)).isEqualTo(new EventTally.Rows(22, 5));
        assertThat(tally.agent("a").events()).isEqualTo(15);
        assertThat(tally.agent("a").seen(Signal.SCOPE)).contains(new EventTally.Seen(5, 5));
        assertThat(tally.agent("a").latest()).contains(MINUTE.plusSeconds(5));
        assertThat(tally.agent("a").during(MINUTE)).isEqualTo(15);
        assertThat(tally.agentIds()).containsExactlyInAnyOrder("a", "b");
        assertThat(tally.newestSignals()).containsExactly(5L);
    }

    @Test
    void addingLeavesTheSumItWasAddedToAsItWas() {
        EventTally before = EventTally.of(List.of(bucket("a", Signal.SCOPE, true, 2, 5)));

        EventTally after = before.plus(List.of(bucket("a", Signal.SCOPE, true, 1, 6), bucket("b", null, false, 1, 7)));

        assertThat(before.events()).isEqualTo(2);
        assertThat(before.agent("a").seen(Signal.SCOPE)).contains(new EventTally.Seen(2, 5));
        assertThat(before.agentIds()).containsExactly("a");
        assertThat(after.events()).isEqualTo(4);
        assertThat(after.agent("a").seen(Signal.SCOPE)).contains(new EventTally.Seen(3, 6));
    }

    @Test
    void rowsThatAreAlreadyInTheTotalCountForTodayAlone() {
        Bucket total = new Bucket("a", null, false, null, 100, 0, 0, 90, MINUTE);
        Bucket today = new Bucket("a", Signal.BUDGET, true, MINUTE, 0, 4, 3, 80, MINUTE);

        EventTally tally = EventTally.of(List.of(total, today));

        assertThat(tally.events()).isEqualTo(100);
        assertThat(tally.today()).isEqualTo(3);
        assertThat(tally.during(MINUTE).all()).isEqualTo(4);
    }

    @Test
    void yesterdaysSignalLightsNothing() {
        Bucket old = new Bucket("a", Signal.SCOPE, true, null, 4, 4, 0, 80, MINUTE);

        assertThat(EventTally.of(List.of(old)).agent("a").seen(Signal.SCOPE)).isEmpty();
    }

    @Test
    void agentsThatAreNotToldApartCountInTheSumAlone() {
        EventTally tally =
                EventTally.of(List.of(bucket("a", null, false, 1, 1))).plusEvents(50);

        assertThat(tally.events()).isEqualTo(51);
        assertThat(tally.agentIds()).containsExactly("a");
        assertThat(tally.agent("nobody").events()).isZero();
    }
}
