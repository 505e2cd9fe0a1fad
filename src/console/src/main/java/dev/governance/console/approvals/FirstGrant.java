package dev.governance.console.approvals;

import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first of two grants.
 *
 * @param role what whoever granted may do now; null when they may not even sign in, or their token was revoked
 * @param unchanged whether the request is what they saw
 */
record FirstGrant(
        UUID byId,
        String by,
        Instant at,
        @Nullable String rationale,
        @Nullable Role role,
        boolean unchanged) {
    /** Whether it still counts: whoever gave it could give it now. */
    boolean counts(@Nullable String operatorId, List<String> operators) {
        return unchanged
                && role != null
                && ApprovalRules.blocked(operatorId, operators, new Caller(byId, by, role, null, null)) == null;
    }

    boolean isBy(Caller caller) {
        return byId.equals(caller.userId()) || ApprovalRules.isKnownAs(by, caller);
    }
}
