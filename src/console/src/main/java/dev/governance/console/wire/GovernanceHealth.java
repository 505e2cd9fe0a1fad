package dev.governance.console.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this node of the console is, for whoever may read. What could not be found out is null.
 *
 * @param status ok, or degraded when the database cannot be reached, the log's guards are not all in force, the chain does
 *     not hold or cannot be proven whole, or one of these could not be found out
 * @param lastChainVerifyTs when the whole log had last been read
 * @param appendOnlyGrantsOk whether the console's role may not change audit rows and triggers refuse it besides
 * @param auditWriteP50Ms of the last {@code auditWritesMeasured} events that this node wrote, from waiting for the session's
 *     lock until the row stood, without the commit
 * @param chainIntegrityStatus verified; unverified while it is not known; degraded when something cannot be proven; halted
 *     when somebody changed the log or the record of it
 * @param chainKeysResolved keys of the chain that this node has, as the first 16 digits of their fingerprints, newest first
 * @param chainKeysUnresolved those that it does not have, so that what they signed cannot be verified
 * @param appendOnlyGaps why {@code appendOnlyGrantsOk} is false, for people; empty when it is true
 * @param auditWritesMeasured at most 1,000
 * @param doorbellLagMs how long a NOTIFY of this node took until this node heard it, at most a second ago; null when it was
 *     not heard within a second
 */
public record GovernanceHealth(
        Status status,
        boolean dbReachable,
        @Nullable Instant lastChainVerifyTs,
        @Nullable Boolean appendOnlyGrantsOk,
        @Nullable Double auditWriteP50Ms,
        @Nullable Double auditWriteP95Ms,
        @Nullable String chainIntegrityStatus,
        @Nullable List<String> chainKeysResolved,
        @Nullable List<String> chainKeysUnresolved,
        @Nullable List<String> appendOnlyGaps,
        int auditWritesMeasured,
        @Nullable Double doorbellLagMs) {

    public GovernanceHealth {
        chainKeysResolved = chainKeysResolved == null ? null : List.copyOf(chainKeysResolved);
        chainKeysUnresolved = chainKeysUnresolved == null ? null : List.copyOf(chainKeysUnresolved);
        appendOnlyGaps = appendOnlyGaps == null ? null : List.copyOf(appendOnlyGaps);
    }

    /** When nothing but this could be found out. */
    public static GovernanceHealth unknown(boolean dbReachable) {
        return new GovernanceHealth(
                Status.DEGRADED, dbReachable, null, null, null, null, null, null, null, null, 0, null);
    }

    /** In a word. */
    public enum Status {
        OK("ok"),
        DEGRADED("degraded");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        @JsonValue
        public String code() {
            return code;
        }
    }
}
