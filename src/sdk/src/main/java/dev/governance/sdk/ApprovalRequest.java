package dev.governance.sdk;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action that a person is asked about. Each method gives a copy with one thing more.
 *
 * @param kind what is to be done, such as {@code refund.large}; 1 to 128 characters
 * @param payload the exact action; a permission is good for nothing else. At most 65 536 bytes of JSON
 * @param expiresIn how long it can be decided, and the permission used; 1 h unless it says otherwise
 * @param sessionId the chain that {@code approval.requested} is written to; null gives it one of its own
 */
public record ApprovalRequest(
        String agentId,
        String kind,
        Map<String, @Nullable Object> payload,
        Duration expiresIn,
        @Nullable UUID sessionId) {
    private static final Duration EXPIRES_IN = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    public ApprovalRequest {
        Fields.name("an agent id", agentId, Fields.AGENT);
        Fields.name("an approval's kind", kind, Fields.KIND);
        if (expiresIn.isNegative() || expiresIn.isZero() || expiresIn.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an approval expires within a year");
        }
        payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload)); // Map.copyOf refuses null values
    }

    public static ApprovalRequest of(String agentId, String kind) {
        return new ApprovalRequest(agentId, kind, Map.of(), EXPIRES_IN, null);
    }

    public ApprovalRequest with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(payload);
        more.put(name, value);
        return new ApprovalRequest(agentId, kind, more, expiresIn, sessionId);
    }

    public ApprovalRequest expiresIn(Duration time) {
        return new ApprovalRequest(agentId, kind, payload, time, sessionId);
    }

    public ApprovalRequest session(UUID id) {
        return new ApprovalRequest(agentId, kind, payload, expiresIn, id);
    }
}
