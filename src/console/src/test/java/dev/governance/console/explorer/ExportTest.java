package dev.governance.console.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole sets of events as files. */
class ExportTest {
    private static final Caller CALLER = new Caller(new UUID(7, 7), "operator-1", Role.VIEWER, new UUID(8, 8));

    private static DatabaseUrl url;
    private static ExplorerConsole console;

    @BeforeAll
    static void start() {
        url = TestPostgres.migrated();
        LogRows.in(url)
                .agent("=cmd|calc")
                .metadata("jsonb_build_object('password', 'hunter2', 'text', E'say \"hi\", then\\nleave')")
                .insert(1_200);
        LogRows.in(url)
                .agent("large")
                .metadata("jsonb_build_object('text', repeat('x', 100000))")
                .insert(100);
        console = new ExplorerConsole(url);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void everyEventIsOneLineOfJsonTheOldestFirst() {
        HttpResponse<String> answer =
                console.post("/api/events/export", "{\"format\":\"ndjson\",\"kind\":[\"tool.*\"]}");

        List<AuditEvent> events = answer.body()
                .lines()
                .map(line -> Json.read(line, AuditEvent.class))
                .toList();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-disposition").orElse(""))
                .matches("attachment; filename=\"audit-events-\\d{8}T\\d{6}Z\\.ndjson\"");
        assertThat(events)
                .hasSize(1_300)
                .extracting(AuditEvent::chainSeq)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(events.get(1_299).metadata().tree().get("text").asText()).hasSize(100_000);
        assertThat(answer.body()).doesNotContain("hunter2", "governance.unreadable");
    }

    @Test
    void aSpreadsheetGetsNoFormula() {
        HttpResponse<String> answer =
                console.post("/api/events/export", "{\"format\":\"csv\",\"agent_id\":\"=cmd|calc\"}");

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
        assertThat(answer.body()).startsWith("event_id,chain_seq,created_at,");
        assertThat(answer.body().split("\r\n", -1)).hasSize(1_202);
        assertThat(answer.body().split("\r\n", -1)[1])
                .contains(",1,2026-03-01T00:00:01Z,", ",'=cmd|calc,tool.call,ok,", "\"\"password\"\"")
                .doesNotContain("hunter2", ",=cmd");
    }

    @Test
    void itIsRecordedBeforeItBeginsAndWhenItEnds() {
        console.post("/api/events/export", "{\"format\":\"csv\",\"agent_id\":\"nobody\",\"q\":\"refund\"}");

        Eventually.holds(
                "its end is recorded",
                () -> recorded("audit.export_finished", "nobody").size() == 1);
        assertThat(recorded("audit.export_finished", "nobody"))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"outcome\": \"complete\"", "\"events\": 0");
        assertThat(recorded("audit.exported", "nobody"))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"by\": \"operator-1\"", "\"format\": \"csv\"", "\"agent_id\": \"nobody\"")
                .contains(
                        "\"q_length\": 6",
                        "\"q_sha256\": \"1d630127108f1feaf1f7beee59b66dd679daf712a441f3d0a39ee9ea0f2b7a95\"")
                .doesNotContain("refund");
    }

    @Test
    void aClientThatLeavesEndsIt() throws IOException {
        HttpResponse<InputStream> answer = console.send(
                "/api/events/export", "{\"format\":\"ndjson\",\"agent_id\":\"large\"}", BodyHandlers.ofInputStream());
        answer.body().read();
        answer.body().close();

        Eventually.holds(
                "its end is recorded",
                () -> recorded("audit.export_finished", "large").stream()
                        .anyMatch(row -> row.contains("\"outcome\": \"disconnected\"")));
        assertThat(TestPostgres.ask(url, "select user_id::text from governance_console.exports"))
                .isEmpty();
    }

    @Test
    void nobodyHasMoreThanOneAtATimeOnWhateverNode() {
        Explorer.Export export = new Explorer.Export(Explorer.Filter.NONE, "csv", CALLER);
        try (ExplorerConsole other = new ExplorerConsole(url)) {
            UUID first = console.ask(Explorer.EXPORT, export).exportId();

            HttpResponse<String> second = other.post("/api/events/export", "{\"format\":\"csv\"}");
            console.ask(Explorer.EXPORT_END, new Explorer.End(first, "disconnected", 0));
            HttpResponse<String> third =
                    other.post("/api/events/export", "{\"format\":\"csv\",\"agent_id\":\"nobody-else\"}");

            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValue("retry-after")).hasValue("10");
            assertThat(second.body()).contains("\"code\":\"export_running\"", "an export of yours is running already");
            assertThat(third.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void ofManyThatAskAtOnceOneIsServed() {
        Explorer.Export export = new Explorer.Export(Explorer.Filter.NONE, "csv", CALLER);
        try (ExplorerConsole other = new ExplorerConsole(url)) {
            Future<Explorer.Started> here = console.bus.ask(Explorer.EXPORT, export);
            Future<Explorer.Started> there = other.bus.ask(Explorer.EXPORT, export);
            Eventually.holds("both are answered", () -> here.isComplete() && there.isComplete());

            assertThat(here.succeeded()).isNotEqualTo(there.succeeded());
            Future<Explorer.Started> served = here.succeeded() ? here : there;
            (here.succeeded() ? console : other)
                    .ask(Explorer.EXPORT_END, new Explorer.End(served.result().exportId(), "failed", 0));
        }
    }

    @Test
    void aPlaceWhoseNodeFellSilentIsFreeAndWhoLostItEnds() {
        Explorer.Export export = new Explorer.Export(Explorer.Filter.NONE, "csv", CALLER);
        UUID first = console.ask(Explorer.EXPORT, export).exportId();
        TestPostgres.execute(url, "update governance_console.exports set heartbeat = now() - interval '31 seconds'");

        UUID second = console.ask(Explorer.EXPORT, export).exportId();
        Eventually.holds("the first ends", () -> !ends(first).isEmpty());
        console.ask(Explorer.EXPORT_END, new Explorer.End(second, "failed", 0));

        assertThat(Stage.refusalOf(console.bus.ask(Explorer.EXPORT_NEXT, new Explorer.Next(first)))
                        .code())
                .isEqualTo("export_unknown");
        assertThat(ends(first)).containsExactly("failed");
    }

    private static List<String> ends(UUID export) {
        return TestPostgres.ask(
                url,
                "select metadata_json ->> 'outcome' from governance_audit_events where kind = 'audit.export_finished'"
                        + " and metadata_json ->> 'export_id' = '" + export + "'");
    }

    @Test
    void atMostTwoRunAtOnce() {
        UUID first = console.ask(Explorer.EXPORT, exportOf(1)).exportId();
        UUID second = console.ask(Explorer.EXPORT, exportOf(2)).exportId();

        Refusal refusal = Stage.refusalOf(console.bus.ask(Explorer.EXPORT, exportOf(3)));
        console.ask(Explorer.EXPORT_END, new Explorer.End(first, "failed", 0));
        console.ask(Explorer.EXPORT_END, new Explorer.End(second, "failed", 0));
        UUID third = console.ask(Explorer.EXPORT, exportOf(3)).exportId();
        console.ask(Explorer.EXPORT_END, new Explorer.End(third, "failed", 0));

        assertThat(refusal.fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(refusal.retryAfterSeconds()).isPositive();
    }

    private static Explorer.Export exportOf(int person) {
        Caller caller = new Caller(new UUID(9, person), "operator-" + person, Role.VIEWER, new UUID(8, person));
        return new Explorer.Export(Explorer.Filter.NONE, "csv", caller);
    }

    @Test
    void whatCannotBeExportedIsRefusedAndNotRecorded() {
        Map<String, String> bodies = Map.of(
                "{\"format\":\"xls\"}", "invalid_format",
                "{}", "invalid_format",
                "{\"format\":\"csv\",\"agentid\":\"x\"}", "invalid_body",
                "{\"format\":\"csv\",\"from\":\"now\"}", "invalid_from",
                "{\"format\":\"csv\",\"q\":\"x\",\"agent_id\":\"unrecorded\"}", "not_searchable");

        bodies.forEach((body, code) -> {
            HttpResponse<String> answer = console.post("/api/events/export", body);
            assertThat(answer.statusCode()).as(body).isEqualTo(422);
            assertThat(answer.body()).as(body).contains("\"code\":\"" + code + "\"");
        });
        assertThat(recorded("audit.exported", "unrecorded")).isEmpty();
    }

    /** Rows of a kind whose export, by its id, was of an agent. */
    private static List<String> recorded(String kind, String agent) {
        return TestPostgres.ask(
                url,
                "select metadata_json::text from governance_audit_events where kind = '" + kind
                        + "' and metadata_json ->> 'export_id' in (select metadata_json ->> 'export_id' from"
                        + " governance_audit_events where kind = 'audit.exported' and metadata_json -> 'filter' ->>"
                        + " 'agent_id' = '" + agent + "')");
    }
}
