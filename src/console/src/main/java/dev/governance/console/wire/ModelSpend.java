package dev.governance.console.wire;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What an agent used of one model on the current UTC day.
 *
 * @param usdUsedToday US dollars
 * @param lastUpdated of the counter, or when a call was refused, whichever is later
 * @param unpriced whether it was used, or asked for, and cost nothing: it has no price, or one of zero
 * @param callsRefusedToday calls that were not made for want of a price, among the thousand newest budget checks that failed
 */
public record ModelSpend(
        String agentId,
        String model,
        BigDecimal usdUsedToday,
        long tokensUsedToday,
        Instant lastUpdated,
        boolean unpriced,
        long callsRefusedToday) {}
