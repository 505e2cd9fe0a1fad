package dev.governance.console.wire;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was used day by day (UTC).
 *
 * @param agentId null for the whole fleet
 * @param days each day of the span, the oldest first
 * @param projection of the present day, where the span ends with it
 */
public record CostHistory(
        LocalDate from, LocalDate to, @Nullable String agentId, List<Day> days, CostProjection projection) {
    public CostHistory {
        days = List.copyOf(days);
    }

    /**
     * One day.
     *
     * @param usd US dollars
     * @param agents how many used anything
     */
    public record Day(LocalDate day, BigDecimal usd, long tokens, long agents) {}
}
