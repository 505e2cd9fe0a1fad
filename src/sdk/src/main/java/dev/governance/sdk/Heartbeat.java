package dev.governance.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life. Each method gives a copy with one thing more.
 *
 * @param operatorId the console user who runs the agent and therefore may not grant its approvals; without one the
 *     console refuses every grant. Null keeps the one that is known.
 * @param metadata shown beside the agent, at most 65 536 characters of JSON
 */
public record Heartbeat(String agentId, @Nullable String operatorId, Map<String, @Nullable Object> metadata) {
    public Heartbeat {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata)); // Map.copyOf refuses null values
    }

    public static Heartbeat of(String agentId) {
        return new Heartbeat(agentId, null, Map.of());
    }

    public Heartbeat operator(String id) {
        return new Heartbeat(agentId, id, metadata);
    }

    public Heartbeat with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new Heartbeat(agentId, operatorId, more);
    }
}
