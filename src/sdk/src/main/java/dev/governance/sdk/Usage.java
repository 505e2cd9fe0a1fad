package dev.governance.sdk;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was spent.
 *
 * @param usd dollars, not below zero
 * @param tokens input and output together, not below zero
 * @param model which model, for the totals by model; null leaves them alone
 */
public record Usage(
        String agentId,
        UUID sessionId,
        BigDecimal usd,
        long tokens,
        @Nullable String model) {
    public Usage {
        Fields.name("an agent id", agentId, Fields.AGENT);
        if (usd.signum() < 0 || tokens < 0) {
            throw new IllegalArgumentException("nothing is ever refunded: dollars and tokens are not below zero");
        }
        if (model != null) {
            Fields.name("a model", model, Fields.KIND);
        }
    }
}
