package dev.governance.console.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.EventStats;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Problem;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How busy the log was: what counts, what is named, and what it costs. */
class LastHourTest {
    private static final String STATS = "/api/events/stats";

    private final DatabaseUrl url = TestPostgres.migrated();

    private void write(String kind, String ago, int rows) {
        LogRows.in(url).kind(kind).time("now() - interval '" + ago + "'").insert(rows);
    }

    private JsonNode stats() {
        try (ExplorerConsole console = new ExplorerConsole(url)) {
            HttpResponse<String> answer = console.get(STATS);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Json.tree(answer.body());
        }
    }

    @Test
    void theHourUpToNowIsCountedByKind() {
        write("'tool.call'", "1 minute", 30);
        write("'tool.call'", "6 minutes", 12);
        write("'scope.violation'", "59 minutes", 3);
        write("'tool.call'", "61 minutes", 500);
        write("'tool.call'", "-1 minute", 70); // dated ahead: its time has not come

        JsonNode stats = stats();

        assertThat(stats.path("total_last_hour").asLong()).isEqualTo(45);
        assertThat(stats.path("per_kind_counts").toString()).isEqualTo("{\"tool.call\":42,\"scope.violation\":3}");
        assertThat(stats.path("events_per_minute").asDouble()).isEqualTo(6.0);
        assertThat(stats.path("other_kinds").asLong()).isZero();
        assertThat(stats.path("other_events").asLong()).isZero();
    }

    @Test
    void nothingIsNothing() {
        write("'tool.call'", "2 hours", 5);

        JsonNode stats = stats();

        assertThat(stats.path("total_last_hour").asLong()).isZero();
        assertThat(stats.path("per_kind_counts").isEmpty()).isTrue();
        assertThat(stats.path("per_kind_counts").isObject()).isTrue();
        assertThat(stats.path("events_per_minute").asDouble()).isCloseTo(0, within(0.0));
        assertThat(Duration.between(
                                Json.read(stats.toString(), EventStats.class).at(), Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void onlyTheMostFrequentKindsAreNamedAndTheRestIsCounted() {
        write("'kind.' || lpad(n::text, 5, '0')", "1 minute", 1_000);
        write("'kind.' || lpad(n::text, 5, '0')", "1 minute", 99);
        write("'__proto__'", "1 minute", 7);

        JsonNode stats = stats();

        assertThat(stats.path("per_kind_counts")).hasSize(EventStats.KINDS);
        assertThat(stats.path("per_kind_counts").toString()).startsWith("{\"__proto__\":7,\"kind.00001\":2,");
        assertThat(stats.path("per_kind_counts").path("kind.00099").asLong()).isEqualTo(2);
        assertThat(stats.path("total_last_hour").asLong()).isEqualTo(1_106);
        assertThat(stats.path("other_kinds").asLong()).isEqualTo(901);
        assertThat(stats.path("other_events").asLong()).isEqualTo(901);
    }

    @Test
    void aParameterIsRefusedForThereIsNone() {
        try (ExplorerConsole console = new ExplorerConsole(url)) {
            HttpResponse<String> answer = console.get(STATS + "?agent_id=agent-one");

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Json.read(answer.body(), Problem.class).detail()).isEqualTo("this takes no parameters");
        }
    }

    @Test
    void aCountThatTakesTooLongIsEndedAndTold() {
        write("'tool.call'", "1 minute", 10);
        // Each row takes a second to read.
        TestPostgres.execute(
                url,
                "alter table governance_audit_events rename to governance_slow_events;"
                        + " create view governance_audit_events as select slow.* from governance_slow_events as slow,"
                        + " lateral (select pg_sleep(1 + 0 * slow.chain_seq)) as waited");
        try (ExplorerConsole console = new ExplorerConsole(url)) {
            HttpResponse<String> answer = console.get(STATS);

            assertThat(answer.statusCode()).isEqualTo(503);
            Problem problem = Json.read(answer.body(), Problem.class);
            assertThat(problem.code()).isEqualTo("too_slow");
            assertThat(problem.detail()).startsWith("counting the last hour takes longer than 2 s");
        }
    }

    @Test
    void aBigLogIsNotReadForTheLastHour() throws SQLException {
        LogRows.in(url)
                .time("now() - interval '2 hours' - n * interval '1 second'")
                .insert(100_000);
        write("'tool.call'", "1 minute", 300);
        assertThat(plan()).as("before the table was analysed").contains("idx_audit_created");

        TestPostgres.execute(url, "analyze governance_audit_events");

        assertThat(plan()).contains("idx_audit_created").doesNotContain("Seq Scan on governance_audit_events");
    }

    private String plan() throws SQLException {
        try (Connection connection = url.connect();
                PreparedStatement explain =
                        connection.prepareStatement("explain " + LastHourStore.COUNTS.replace("$1", "100"));
                ResultSet lines = explain.executeQuery()) {
            StringBuilder plan = new StringBuilder();
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }
}
