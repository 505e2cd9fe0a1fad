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
 * @param agents how many used anything in the span
 * @param top some of them one by one, the most dollars first
 */
public record CostHistory(
        LocalDate from,
        LocalDate to,
        @Nullable String agentId,
        List<Day> days,
        CostProjection projection,
        long agents,
        List<Agent> top) {
    public CostHistory {
        days = List.copyOf(days);
        top = List.copyOf(top);
    }

    /**
     * One day.
     *
     * @param usd US dollars
     * @param agents how many used anything
     */
    public record Day(LocalDate day, BigDecimal usd, long tokens, long agents) {}

    /**
     * One agent.
     *
     * @param days those on which it used anything, the oldest first
     */
    public record Agent(String agentId, List<AgentDay> days) {
        public Agent {
            days = List.copyOf(days);
        }
    }

    /**
     * A day of an agent.
     *
     * @param usd US dollars
     */
    public record AgentDay(LocalDate day, BigDecimal usd, long tokens) {}
}
