package dev.governance.console.wire;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How busy the audit log was in the hour up to {@code at}, by the writers' clocks. An event that is dated ahead counts when
 * its time comes.
 *
 * @param at the database's clock
 * @param perKindCounts events of the {@link #KINDS} most frequent kinds, the most frequent first
 * @param otherKinds how many further kinds there were
 * @param otherEvents events of those
 * @param eventsPerMinute of the last five minutes
 */
public record EventStats(
        Instant at,
        long totalLastHour,
        Map<String, Long> perKindCounts,
        long otherKinds,
        long otherEvents,
        double eventsPerMinute) {
    /** Kinds that are named; agents may write as many as they like. */
    public static final int KINDS = 100;

    public EventStats {
        perKindCounts = Collections.unmodifiableMap(new LinkedHashMap<>(perKindCounts));
    }
}
