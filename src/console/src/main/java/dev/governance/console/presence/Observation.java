package dev.governance.console.presence;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the console itself saw an agent do after its halt, by when it saw it, never by the agent's clock. */
final class Observation {
    static final String STILL_ACTIVE = "still_active";
    static final String NO_ACTIVITY_SINCE = "no_activity_since";
    static final String ACKNOWLEDGED = "acknowledged";
    static final String ISSUED = "issued";

    /** An SDK believes its cache for 5 s, and without NOTIFY a row is seen 5 s late; the rest is for a slow commit. */
    private static final Duration GRACE = Duration.ofSeconds(12);

    /**
     * Judges a halt.
     *
     * @param since from when the console watches; null when it does not
     * @param activeAt when it last saw new work after the halt; null when it saw none
     * @return {@code still_active}, {@code no_activity_since}, or null while nothing can be said
     */
    static @Nullable String of(@Nullable Instant since, @Nullable Instant activeAt, Instant now) {
        if (since == null) {
            return null;
        }
        Instant believed = since.plus(GRACE);
        if (activeAt != null && activeAt.isAfter(believed)) {
            return STILL_ACTIVE;
        }
        return now.isAfter(believed) ? NO_ACTIVITY_SINCE : null;
    }

    /** In one word: what the console saw itself outranks what the agent's own process claims. */
    static String proof(@Nullable String observation, boolean acknowledged) {
        if (STILL_ACTIVE.equals(observation)) {
            return STILL_ACTIVE;
        }
        if (acknowledged) {
            return ACKNOWLEDGED;
        }
        return observation == null ? ISSUED : observation;
    }

    private Observation() {}
}
