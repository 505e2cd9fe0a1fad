package dev.governance.console.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long silence means what. */
class LivenessTest {
    private static final Instant NOW = Instant.parse("2026-04-15T12:00:00Z");
    private final Liveness liveness = new Liveness(Duration.ofSeconds(60), Duration.ofSeconds(300));

    @Test
    void silenceMakesAnAgentIdleAndThenUnresponsive() {
        assertThat(after(0, "live")).isEqualTo("live");
        assertThat(after(60, "live")).isEqualTo("live");
        assertThat(after(61, "live")).isEqualTo("idle");
        assertThat(after(300, "live")).isEqualTo("idle");
        assertThat(after(301, "live")).isEqualTo("unresponsive");
        assertThat(after(301, "idle")).isEqualTo("unresponsive");
    }

    @Test
    void whatTheAgentSaidCounts() {
        assertThat(after(1, "idle")).isEqualTo("idle");
        assertThat(after(1, "unresponsive")).isEqualTo("unresponsive");
    }

    @Test
    void aHaltSaysNothingAboutTheProcess() {
        assertThat(liveness.status("unresponsive", NOW.minusSeconds(1), true, NOW))
                .isEqualTo("live");
    }

    @Test
    void noHeartbeatIsNoSight() {
        assertThat(liveness.status("live", null, false, NOW)).isEqualTo("never_seen");
    }

    @Test
    void aHeartbeatFromTheFutureIsAlive() {
        assertThat(after(-30, "live")).isEqualTo("live");
    }

    @Test
    void workRightAfterAHaltIsNoDisobedience() {
        assertThat(observed(null, 60)).isEqualTo("no_activity_since");
        assertThat(observed(5L, 60)).isEqualTo("no_activity_since");
        assertThat(observed(13L, 60)).isEqualTo("still_active");
        assertThat(observed(null, 5)).isNull();
        assertThat(Observation.of(null, null, NOW)).isNull();
    }

    private String after(long silentSeconds, String stored) {
        return liveness.status(stored, NOW.minusSeconds(silentSeconds), false, NOW);
    }

    private static String observed(Long activeSecondsAfterHalt, long haltedSecondsAgo) {
        Instant since = NOW.minusSeconds(haltedSecondsAgo);
        return Observation.of(
                since, activeSecondsAfterHalt == null ? null : since.plusSeconds(activeSecondsAfterHalt), NOW);
    }
}
