package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a policy to say; it does not say so until another admin confirms it.
 *
 * @param policy all of it, without secrets
 * @param version of the policy that was seen; null when there was none
 * @param reason why, in the words of whoever proposed it
 * @param expiresAt from when on nobody confirms it any more
 */
public record PolicyProposal(
        UUID proposalId,
        String agentId,
        String policyType,
        JsonNode policy,
        @Nullable String version,
        String reason,
        String proposedBy,
        UUID proposedById,
        Instant proposedAt,
        Instant expiresAt) {}
