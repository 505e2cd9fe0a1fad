package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request by an agent to do something only a person may allow. Its token never leaves the server.
 *
 * @param payload what the agent wants to do, redacted
 * @param operatorId on whose behalf the agent acts, as its last heartbeat said
 * @param resolution granted, denied or cancelled; null while it waits or when it expired
 * @param resolvedBy who decided, as the audit row says
 * @param blocked why the caller may not decide: {@code self_approval}, {@code operator_unknown}, {@code role}; null
 *     when they may
 */
public record Approval(
        UUID requestId,
        String agentId,
        String kind,
        String actionHash,
        Instant createdAt,
        Instant expiresAt,
        @Nullable UUID reviewerId,
        @Nullable Instant reviewingSince,
        JsonNode payload,
        @Nullable String operatorId,
        @Nullable String resolution,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String rationale,
        @Nullable String blocked) {}
