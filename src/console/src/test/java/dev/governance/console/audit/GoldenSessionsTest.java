package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.Timestamps;
import dev.governance.console.wire.ChainVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden vectors, stored as JSONB and read back by the console. */
class GoldenSessionsTest {
    private static final JsonNode VECTORS = vectors();

    /** What each chain shows after the round trip; null where rows alone cannot show the damage. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("untouched", "verified"),
            Map.entry("metadata_changed", "row_modified@2"),
            Map.entry("kind_changed", "row_modified@3"),
            Map.entry("created_at_plus_1us", "row_modified@2"),
            Map.entry("model_nulled", "row_modified@3"),
            Map.entry("hmac_wrong_key", "row_modified@2"),
            Map.entry("resigned_with_real_key", "gap@3"),
            Map.entry("interior_deleted", "gap@2"),
            Map.entry("head_deleted", "head_missing@1"),
            Map.entry("tail_truncated", "verified"),
            Map.entry("all_deleted", "empty"),
            Map.entry("reordered", "gap@2"),
            Map.entry("forked", "fork@3"),
            Map.entry("prev_hash_patched", "row_modified@3"));

    private static AuditLog log;
    private AuditConsole console;

    @BeforeAll
    static void openLog() throws SQLException {
        log = new AuditLog();
    }

    @AfterAll
    static void closeLog() throws SQLException {
        log.close();
    }

    /** A console without marks, so that only the rows tell: with them it would notice what was cut. */
    @BeforeEach
    void start() {
        console = AuditConsole.unmarked(log.url, Map.of());
    }

    @AfterEach
    void stop() throws SQLException {
        console.close();
        log.tamper("delete from governance_audit_events");
    }

    static Stream<JsonNode> chains() {
        return each(VECTORS.get("chains"));
    }

    @ParameterizedTest
    @MethodSource("chains")
    void aGoldenSessionHoldsAfterTheRoundTrip(JsonNode chain) throws SQLException {
        UUID session = UUID.fromString(chain.get("session_id").asText());
        for (JsonNode event : chain.get("events")) {
            log.insert(
                    event(event, session),
                    event.get("hmac_hex").asText(),
                    event.get("metadata_text_sent_to_postgres").asText(),
                    null,
                    null);
        }

        ChainVerdict verdict = console.verify(session);

        // One chain holds an int key that Python sorted as a number: no reading of what is stored can show that.
        String expected = chain.get("name").asText().equals("S3_numbers_that_break") ? "tampered" : "verified";
        assertThat(ofRows(verdict)).isEqualTo(expected);
        assertThat(verdict.eventCount()).isEqualTo(chain.get("events").size());
    }

    static Stream<JsonNode> variants() {
        return each(VECTORS.get("tampered_variants_of_S1"));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyDamageIsFoundWhereItIs(JsonNode variant) throws SQLException, IOException {
        JsonNode original = each(VECTORS.get("chains")).findFirst().orElseThrow();
        UUID session = UUID.fromString(original.get("session_id").asText());
        for (JsonNode row : variant.get("rows")) {
            JsonNode like = each(original.get("events"))
                    .filter(event -> event.get("event_id").equals(row.get("event_id")))
                    .findFirst()
                    .orElse(original.get("events").get(1));
            log.insert(
                    changed(row, event(like, session)),
                    row.get("hmac").asText(),
                    metadata(row.get("metadata"), like),
                    null,
                    null);
        }

        ChainVerdict verdict = console.verify(session);

        String found = verdict.findings().isEmpty()
                ? ofRows(verdict)
                : verdict.findings().get(0).kind() + "@"
                        + verdict.findings().get(0).position();
        assertThat(found).isEqualTo(EXPECTED.get(variant.get("name").asText()));
        assertThat(verdict.verified()).isFalse();
    }

    private static String ofRows(ChainVerdict verdict) {
        return verdict.headline().equals("Marks missing") ? "verified" : verdict.verdict();
    }

    private static ChainEvent event(JsonNode event, UUID session) {
        long micros = event.get("created_at_epoch_micros").asLong();
        String parent = text(event, "parent_event_id");
        return new ChainEvent(
                UUID.fromString(event.get("event_id").asText()),
                session,
                event.get("agent_id").asText(),
                parent == null ? null : UUID.fromString(parent),
                event.get("kind").asText(),
                text(event, "model"),
                text(event, "input_hash"),
                text(event, "output_hash"),
                "{}",
                text(event, "prev_hash"),
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000));
    }

    /** The text that Python sent, unless it was damaged: Jackson writes 1e+15 otherwise than Python does. */
    private static String metadata(JsonNode metadata, JsonNode like) throws IOException {
        String sent = like.get("metadata_text_sent_to_postgres").asText();
        return new ObjectMapper().readTree(sent).equals(metadata) ? sent : metadata.toString();
    }

    private static ChainEvent changed(JsonNode row, ChainEvent like) {
        return new ChainEvent(
                UUID.fromString(row.get("event_id").asText()),
                like.sessionId(),
                like.agentId(),
                like.parentEventId(),
                row.get("kind").asText(),
                text(row, "model"),
                like.inputHash(),
                like.outputHash(),
                "{}",
                text(row, "prev_hash"),
                Timestamps.parse(row.get("created_at").asText()));
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode vectors() {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(Path.of("..", "chain", "src", "test", "resources", "vectors.json")));
        } catch (IOException e) {
            throw new IllegalStateException("the vectors of the chain's module cannot be read", e);
        }
    }
}
