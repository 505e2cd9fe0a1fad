package dev.governance.console.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A cap that was used up to a threshold.
 *
 * @param cap its name in the policy, as {@code per_agent_usd_daily}
 * @param unit {@code usd} or {@code tokens}
 * @param period the day (UTC), as {@code 2026-11-28}, or the id of the session
 * @param thresholdPercent 1 to 100
 * @param limit the cap as it stood then
 * @param used what was settled when the console saw it, never less than the threshold
 * @param percent used of the limit, rounded down to a tenth
 */
public record CostAlert(
        UUID alertId,
        String agentId,
        String cap,
        String unit,
        String period,
        int thresholdPercent,
        BigDecimal limit,
        BigDecimal used,
        BigDecimal percent,
        Instant raisedAt) {

    /** With unit and percent, which follow from the rest. */
    public static CostAlert of(
            UUID alertId,
            String agentId,
            String cap,
            String period,
            int thresholdPercent,
            BigDecimal limit,
            BigDecimal used,
            Instant raisedAt) {
        return new CostAlert(
                alertId,
                agentId,
                cap,
                cap.contains("_usd") ? "usd" : "tokens",
                period,
                thresholdPercent,
                limit,
                used,
                Share.percent(used, limit),
                raisedAt);
    }
}
