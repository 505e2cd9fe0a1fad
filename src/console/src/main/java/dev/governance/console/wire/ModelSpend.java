package dev.governance.console.wire;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent used of one model on the current UTC day.
 *
 * @param usdUsedToday US dollars
 * @param lastUpdated of the counter, or when a call was refused, whichever is later
 * @param unpriced whether it was used, or asked for, and cost nothing: it has no price, or one of zero
 * @param callsRefusedToday calls that were not made for want of a price, among the thousand newest budget checks that failed
 * @param counted whether the SDKs counted it by model; where not, its dollars and tokens are in the agent's day alone
 * @param callsToday calls that were answered, by the audit log; null when they are not known
 * @param inputTokensToday of those whose row tells tokens in and out apart; null when none does
 * @param outputTokensToday the same
 * @param callsWithoutSplitToday calls that are missing in both; null when they are not known
 */
public record ModelSpend(
        String agentId,
        String model,
        BigDecimal usdUsedToday,
        long tokensUsedToday,
        Instant lastUpdated,
        boolean unpriced,
        long callsRefusedToday,
        boolean counted,
        @Nullable Long callsToday,
        @Nullable Long inputTokensToday,
        @Nullable Long outputTokensToday,
        @Nullable Long callsWithoutSplitToday) {

    /** The same with what the log tells of its calls. */
    public ModelSpend called(long calls, @Nullable Long input, @Nullable Long output, long withoutSplit) {
        return new ModelSpend(
                agentId,
                model,
                usdUsedToday,
                tokensUsedToday,
                lastUpdated,
                unpriced,
                callsRefusedToday,
                counted,
                calls,
                input,
                output,
                withoutSplit);
    }
}
