package dev.governance.sdk.degraded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.RowSignature;
import dev.governance.chain.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits for the store. In the file it is one line of ASCII: the eleven members of the Python SDK's line in
 * its order, then what that line lacks, {@code model}, the signature's three columns and {@code chain_key}.
 *
 * @param mac under the key that is named, over the event as it stands
 * @param chainKey the first 16 digits of that key's fingerprint
 */
public record HeldEvent(ChainEvent event, String mac, RowSignature signature, String chainKey) {
    /** Numbers keep their digits: 1.0 stays 1.0, or the MAC would not hold. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    /** Whether it is as it was when that key signed it. */
    public boolean isSignedBy(ChainKey key) {
        return key.prefix().equals(chainKey) && key.matches(event.canonicalBytes(), mac);
    }

    /** The line, with its end. */
    byte[] line() {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("event_id", event.eventId().toString());
        line.put("session_id", event.sessionId().toString());
        line.put("agent_id", event.agentId());
        line.put("parent_event_id", text(event.parentEventId()));
        line.put("kind", event.kind());
        line.put("input_hash", event.inputHash());
        line.put("output_hash", event.outputHash());
        try {
            line.set("metadata", MAPPER.readTree(event.metadataJson()));
            line.put("prev_hash", event.prevHash());
            line.put("hmac", mac);
            line.put("created_at", Timestamps.iso(event.createdAt()));
            line.put("model", event.model());
            line.put("signature", signature.hex());
            line.put("signing_key_fingerprint", signature.fingerprint());
            line.put("signature_status", signature.status());
            line.put("chain_key", chainKey);
            return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.US_ASCII);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event's metadata is not JSON", e);
        }
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is none
     */
    static HeldEvent read(String text) {
        try {
            JsonNode line = MAPPER.readTree(text);
            JsonNode metadata = line.path("metadata");
            if (!metadata.isObject()) {
                throw new IllegalArgumentException("its metadata is no object");
            }
            String parent = optional(line, "parent_event_id");
            ChainEvent event = new ChainEvent(
                    UUID.fromString(required(line, "event_id")),
                    UUID.fromString(required(line, "session_id")),
                    required(line, "agent_id"),
                    parent == null ? null : UUID.fromString(parent),
                    required(line, "kind"),
                    optional(line, "model"),
                    optional(line, "input_hash"),
                    optional(line, "output_hash"),
                    MAPPER.writeValueAsString(metadata),
                    optional(line, "prev_hash"),
                    Timestamps.parse(required(line, "created_at")));
            RowSignature signature = new RowSignature(
                    optional(line, "signature"),
                    optional(line, "signing_key_fingerprint"),
                    required(line, "signature_status"));
            return new HeldEvent(event, required(line, "hmac"), signature, required(line, "chain_key"));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("no held event", e);
        }
    }

    private static String required(JsonNode line, String name) {
        String text = optional(line, name);
        if (text == null) {
            throw new IllegalArgumentException("it lacks its " + name);
        }
        return text;
    }

    private static @Nullable String optional(JsonNode line, String name) {
        JsonNode member = line.path(name);
        return member.isTextual() ? member.textValue() : null;
    }
}
