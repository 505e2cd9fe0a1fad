package dev.governance.console.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Redaction;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Outcome;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of the log as people may see them. */
class AuditRowsTest {
    private final AuditRows rows = new AuditRows(new Redaction(Set.of("iban"))::json);
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private AuditEvent event(String metadata) {
        return event("m-1", metadata);
    }

    private AuditEvent event(String model, String metadata) {
        stage.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, model, hmac_value, created_at,"
                        + " metadata_json) values (gen_random_uuid(), gen_random_uuid(), 'agent', 'scope.violation', ?,"
                        + " 'mac', '2026-04-15T14:00:00.123456+02:00', ?::jsonb)",
                model,
                metadata);
        String sql = "select " + AuditRows.COLUMNS + " from governance_audit_events order by chain_seq desc limit 1";
        List<AuditEvent> read = Stage.wait(stage.database().queries().list(sql, Tuple.tuple(), rows::of));
        return read.get(0);
    }

    @Test
    void aRowIsReadWhole() {
        AuditEvent event = event("{\"tool\": \"refund\"}");

        assertThat(event.agentId()).isEqualTo("agent");
        assertThat(event.model()).isEqualTo("m-1");
        assertThat(event.prevHash()).isNull();
        assertThat(event.parentEventId()).isNull();
        assertThat(event.hmacValue()).isEqualTo("mac");
        assertThat(event.createdAt()).isEqualTo(Instant.parse("2026-04-15T12:00:00.123456Z"));
        assertThat(event.outcome()).isEqualTo(Outcome.BLOCKED);
        assertThat(event.summary()).isEqualTo("m-1 · refund");
    }

    @Test
    void secretsAreTakenOutAtEveryDepthAlsoOfTheSummary() {
        AuditEvent event = event("{\"a\": [{\"password\": \"p-1\"}], \"iban\": \"i-1\", \"reason\": \"r\"}");

        assertThat(event.metadata().toString()).doesNotContain("p-1", "i-1").contains("\"reason\":\"r\"");
        assertThat(event.summary()).doesNotContain("i-1");
    }

    @Test
    void rowsThatSayTheSameAreShownAlikeEachWithItsModel() {
        String metadata = "{\"tool\": \"refund\"}";

        AuditEvent first = event("m-1", metadata);
        AuditEvent second = event("m-2", metadata);
        AuditEvent third = event("m-2", metadata);

        assertThat(first.summary()).isEqualTo("m-1 · refund");
        assertThat(second.summary()).isEqualTo("m-2 · refund");
        assertThat(third.summary()).isEqualTo("m-2 · refund");
        assertThat(third.metadata()).isEqualTo(first.metadata()).hasToString("{\"tool\":\"refund\"}");
        assertThat(third.eventId()).isNotEqualTo(second.eventId());
    }

    @Test
    void whatIsShortIsReadOnceAndWhatIsLongIsNotKept() {
        String edge = "{\"a\":\"" + "x".repeat(AuditRows.KEPT - 8) + "\"}";
        String list = "[" + "{},".repeat(AuditRows.KEPT / 3) + "{}]";

        assertThat(edge).hasSize(AuditRows.KEPT);
        assertThat(event(edge).metadata()).isSameAs(event(edge).metadata());
        assertThat(event(list).metadata())
                .isEqualTo(event(list).metadata())
                .isNotSameAs(event(list).metadata());
    }

    @Test
    void metadataThatIsTooLargeOrTooDeepHidesNoRow() {
        AuditEvent large = event("{\"blob\": \"" + "x".repeat(140_000) + "\"}");
        AuditEvent deep = event("[".repeat(2_000) + "]".repeat(2_000));

        assertThat(large.metadata().tree().path("governance.unreadable").asText())
                .isEqualTo("too large to be shown");
        assertThat(deep.metadata().tree().has("governance.unreadable")).isTrue();
    }
}
