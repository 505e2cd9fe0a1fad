package dev.governance.console.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a day (UTC) went up to now. The last point is what was counted; those before it are estimates, for SDKs count by day and
 * by session, not by the hour.
 *
 * @param agentId null for the whole fleet
 * @param method how they were made, {@link #SPREAD} for now
 * @param points the first at midnight, the last now
 */
public record CostCourse(LocalDate day, @Nullable String agentId, String method, List<Point> points) {
    /** What a session used is spread evenly from its first cost to its latest. */
    public static final String SPREAD = "sessions_spread_evenly";

    public CostCourse {
        points = List.copyOf(points);
    }

    /**
     * What had been used by then.
     *
     * @param usd US dollars
     */
    public record Point(Instant at, BigDecimal usd, long tokens) {}
}
