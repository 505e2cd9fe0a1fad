package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event's MAC covers: eleven members, always all of them, in the order of their names.
 *
 * @param metadataJson a JSON object as text, as {@code metadata_json::text} gives it
 * @param prevHash the MAC of the event before it in the session; null for the first
 * @param createdAt the writer's clock; microseconds count, finer digits do not
 */
public record ChainEvent(
        UUID eventId,
        UUID sessionId,
        String agentId,
        @Nullable UUID parentEventId,
        String kind,
        @Nullable String model,
        @Nullable String inputHash,
        @Nullable String outputHash,
        String metadataJson,
        @Nullable String prevHash,
        Instant createdAt) {

    /**
     * The bytes that are signed.
     *
     * @throws IllegalArgumentException when the metadata is not JSON
     */
    public byte[] canonicalBytes() {
        return canonicalBytes(CanonicalJson.canonical(metadataJson));
    }

    /** The bytes that were signed if the metadata read as {@code canonicalMetadata}. */
    byte[] canonicalBytes(String canonicalMetadata) {
        return canonical(canonicalMetadata, null);
    }

    /** The bytes that an Ed25519 row signature covers: the same and the row's own MAC. */
    public byte[] signedBytes(String mac) {
        return signed(CanonicalJson.canonical(metadataJson), mac);
    }

    /** The bytes that were signed if the metadata read as {@code canonicalMetadata}. */
    byte[] signed(String canonicalMetadata, String mac) {
        return canonical(canonicalMetadata, mac);
    }

    private byte[] canonical(String metadata, @Nullable String mac) {
        StringBuilder out = new StringBuilder(512 + metadata.length());
        member(out, "{", "agent_id", agentId);
        member(out, ",", "created_at", Timestamps.iso(createdAt));
        member(out, ",", "event_id", eventId);
        if (mac != null) {
            member(out, ",", "hmac", mac);
        }
        member(out, ",", "input_hash", inputHash);
        member(out, ",", "kind", kind);
        out.append(",\"metadata\":").append(metadata);
        member(out, ",", "model", model);
        member(out, ",", "output_hash", outputHash);
        member(out, ",", "parent_event_id", parentEventId);
        member(out, ",", "prev_hash", prevHash);
        member(out, ",", "session_id", sessionId);
        return out.append('}').toString().getBytes(StandardCharsets.US_ASCII); // canonical JSON is ASCII
    }

    private static void member(StringBuilder out, String separator, String name, @Nullable Object value) {
        out.append(separator).append('"').append(name).append("\":");
        CanonicalJson.append(out, value == null ? null : value.toString());
    }
}
