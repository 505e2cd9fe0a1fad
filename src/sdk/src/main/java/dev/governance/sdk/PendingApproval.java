package dev.governance.sdk;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that a person decides. It holds no token: who asks cannot permit.
 *
 * @param actionHash SHA-256 of the payload, in hexadecimal
 */
public record PendingApproval(
        UUID requestId, String agentId, String kind, String actionHash, UUID sessionId, Instant expiresAt) {}
