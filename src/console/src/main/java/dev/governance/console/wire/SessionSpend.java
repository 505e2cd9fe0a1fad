package dev.governance.console.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What an agent used in one session, however many days that lasted.
 *
 * @param usdUsed US dollars
 */
public record SessionSpend(String agentId, UUID sessionId, BigDecimal usdUsed, long tokensUsed, Instant lastUpdated) {}
