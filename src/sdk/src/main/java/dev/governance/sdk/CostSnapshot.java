package dev.governance.sdk;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What an agent spent so far, as the database counts it for all processes.
 *
 * @param sessionAge since the session's first cost, by the database's clock; zero before it
 * @param dayUsd dollars of the present UTC day
 */
public record CostSnapshot(
        BigDecimal sessionUsd, long sessionTokens, Duration sessionAge, BigDecimal dayUsd, long dayTokens) {}
