package dev.governance.console.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert on its way to the webhook.
 *
 * @param target scheme, host and port that were tried last; null before the first try
 * @param state waiting, or one of two that are final: whether it was taken or given up
 * @param tries how often it was begun
 * @param lastStatus HTTP status of the last answer; null when there was none
 * @param lastError why the last try failed
 * @param nextTryAt null once it ended
 */
public record AlertDelivery(
        UUID deliveryId,
        UUID alertId,
        String agentId,
        String cap,
        int thresholdPercent,
        @Nullable String target,
        String state,
        int tries,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant triedAt,
        @Nullable Instant nextTryAt,
        @Nullable Instant endedAt) {}
