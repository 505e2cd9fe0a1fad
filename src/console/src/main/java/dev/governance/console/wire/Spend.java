package dev.governance.console.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an agent used on the current UTC day.
 *
 * @param usdUsedToday US dollars
 * @param capUsdDaily the agent's daily cap in US dollars; null when no policy sets one
 */
public record Spend(
        String agentId,
        BigDecimal usdUsedToday,
        long tokensUsedToday,
        @Nullable BigDecimal capUsdDaily) {}
