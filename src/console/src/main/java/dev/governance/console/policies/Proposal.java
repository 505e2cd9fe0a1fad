package dev.governance.console.policies;

import dev.governance.console.ledger.Words;
import dev.governance.console.wire.Caller;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a policy that waits for a second admin.
 *
 * @param json the policy as it was checked, without what a stored one keeps
 * @param version of the policy that was seen; null when there was none
 * @param tokenId by which it was proposed; null when a person did
 */
record Proposal(
        UUID proposalId,
        String agentId,
        String policyType,
        String json,
        @Nullable String version,
        String reason,
        String by,
        UUID byId,
        @Nullable UUID tokenId,
        Instant at,
        Instant expiresAt) {
    /** Whether whoever calls made it, also under another account whose name is the same but for its spelling. */
    boolean isBy(Caller caller) {
        return byId.equals(caller.userId()) || Words.key(by).equals(Words.key(caller.username()));
    }

    @Override
    public String toString() {
        return "Proposal[" + policyType + " of " + agentId + "]";
    }
}
