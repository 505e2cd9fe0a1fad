package dev.governance.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The golden vectors, made with the Python implementation and a real PostgreSQL. */
final class Vectors {
    static final JsonNode ALL = load();
    static final ChainKey KEY =
            ChainKey.ofSecret(ALL.get("audit_secret_env_text").asText());
    static final KeyRing KEYS = KeyRing.single(KEY);

    static Stream<JsonNode> each(String name) {
        return elements(ALL.get(name)).stream();
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static JsonNode chain(String name) {
        return each("chains")
                .filter(chain -> chain.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    static ChainEvent event(JsonNode event, UUID sessionId, String metadata) {
        String parent = text(event, "parent_event_id");
        return new ChainEvent(
                UUID.fromString(text(event, "event_id")),
                sessionId,
                text(event, "agent_id"),
                parent == null ? null : UUID.fromString(parent),
                text(event, "kind"),
                text(event, "model"),
                text(event, "input_hash"),
                text(event, "output_hash"),
                metadata,
                text(event, "prev_hash"),
                created(event));
    }

    private static Instant created(JsonNode event) {
        long micros = event.get("created_at_epoch_micros").asLong();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    /** The rows of a chain as PostgreSQL gives them back. */
    static List<ChainRow> rows(JsonNode chain) {
        UUID sessionId = UUID.fromString(text(chain, "session_id"));
        List<ChainRow> rows = new ArrayList<>();
        for (JsonNode event : chain.get("events")) {
            ChainEvent read = event(event, sessionId, text(event, "metadata_text_read_back_from_postgres_jsonb"));
            rows.add(new ChainRow(rows.size() + 1, read, text(event, "hmac_hex"), null));
        }
        return rows;
    }

    private static JsonNode load() {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Vectors() {}
}
