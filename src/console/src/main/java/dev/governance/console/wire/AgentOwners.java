package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for an agent, as the console's admins say.
 *
 * @param version of the list, which each change raises by one; 0 when nobody ever set one
 * @param changedBy who changed the list last; null when nobody did
 */
public record AgentOwners(
        String agentId,
        List<Owner> owners,
        long version,
        @Nullable String changedBy,
        @Nullable Instant changedAt) {
    public AgentOwners {
        owners = List.copyOf(owners);
    }

    /**
     * An owner.
     *
     * @param owner a user's name or id
     * @param userId the user of that name or id; null when there is none now
     * @param setBy who made them one
     */
    public record Owner(String owner, @Nullable UUID userId, String setBy, Instant since) {}
}
