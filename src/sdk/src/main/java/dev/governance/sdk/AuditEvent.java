package dev.governance.sdk;

import dev.governance.chain.PayloadHash;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something an agent did. Each method gives a copy with one thing more.
 *
 * @param kind what happened, such as {@code tool.call}, {@code llm.result}; any text up to 128 characters
 * @param sessionId the chain it joins; null gives it one of its own
 * @param parentEventId the event that led to it; provenance only, not a part of the chain's links
 * @param inputHash SHA-256 of what went in, in hexadecimal
 * @param metadata JSON types; anything else is stored as its text
 */
public record AuditEvent(
        String agentId,
        String kind,
        @Nullable UUID sessionId,
        @Nullable UUID parentEventId,
        @Nullable String model,
        @Nullable String inputHash,
        @Nullable String outputHash,
        Map<String, @Nullable Object> metadata) {

    public AuditEvent {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata)); // Map.copyOf refuses null values
    }

    /** An event of an agent, in a session of its own and without metadata. */
    public static AuditEvent of(String agentId, String kind) {
        return new AuditEvent(agentId, kind, null, null, null, null, null, Map.of());
    }

    public AuditEvent session(UUID id) {
        return new AuditEvent(agentId, kind, id, parentEventId, model, inputHash, outputHash, metadata);
    }

    public AuditEvent parent(UUID eventId) {
        return new AuditEvent(agentId, kind, sessionId, eventId, model, inputHash, outputHash, metadata);
    }

    public AuditEvent model(String name) {
        return new AuditEvent(agentId, kind, sessionId, parentEventId, name, inputHash, outputHash, metadata);
    }

    /** Records the hash of what went in, not the thing itself. */
    public AuditEvent input(@Nullable Object payload) {
        return new AuditEvent(agentId, kind, sessionId, parentEventId, model, hash(payload), outputHash, metadata);
    }

    /** Records the hash of what came out, not the thing itself. */
    public AuditEvent output(@Nullable Object payload) {
        return new AuditEvent(agentId, kind, sessionId, parentEventId, model, inputHash, hash(payload), metadata);
    }

    /** Adds one member to the metadata. */
    public AuditEvent with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return with(more);
    }

    /** Replaces the metadata: at most 64 members and 65 536 bytes of JSON, texts of 2 048 characters. */
    public AuditEvent with(Map<String, ? extends @Nullable Object> members) {
        return new AuditEvent(
                agentId,
                kind,
                sessionId,
                parentEventId,
                model,
                inputHash,
                outputHash,
                new LinkedHashMap<String, @Nullable Object>(members));
    }

    private static String hash(@Nullable Object payload) {
        return PayloadHash.of(PlainJson.payload(payload));
    }
}
