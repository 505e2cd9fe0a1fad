package dev.governance.console.badday;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.server.Console;
import dev.governance.console.testing.Browser;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that no SDK writes: whoever may insert could. A whole console shows, follows and verifies all others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandWrittenRowsTest {
    private static final String ROW =
            "insert into governance_audit_events (event_id, session_id, agent_id, kind, model,"
                    + " metadata_json, hmac_value, created_at) values ('%s', '%s', %s, %s, %s, %s, %s, %s)";

    private final UUID healthy = UUID.randomUUID();
    private final AtomicInteger written = new AtomicInteger();
    private Site site;
    private Console console;
    private Browser admin;
    private Governance agent;
    private Follower follower;

    @BeforeAll
    void open(@TempDir Path folder) {
        site = new Site(TestPostgres.migrated(), folder);
        console = site.serve(Map.of());
        admin = site.admin(console.url());
        agent = site.agent();
        follower = new Follower(console::url, site.token(admin));
        Eventually.holds("somebody follows", follower::isLive);
    }

    @AfterAll
    void close() {
        follower.close();
        agent.close();
        console.close();
    }

    private String write() {
        written.incrementAndGet();
        return agent.audit()
                .log(AuditEvent.of("good-agent", "tool.call").session(healthy))
                .eventId()
                .toString();
    }

    private static Arguments row(String name, String... words) {
        return Arguments.of(name, List.of(words));
    }

    private static Arguments of(String name, String metadata) {
        return row(name, "'an-agent'", "'model.call'", "'a-model'", metadata, "'mac'", "now()");
    }

    private static Arguments at(String name, String time) {
        return row(name, "'an-agent'", "'tool.call'", "null", "'{}'", "'mac'", "'" + time + "'");
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                of("a list for metadata", "'[1, [2]]'"),
                of("a word for metadata", "'\"word\"'"),
                of("null for metadata", "'null'"),
                of("a number of 131,072 digits", "'{\"cost_usd\": 1e131071}'"),
                of("numbers below nothing", "'{\"cost_usd\": -1e300, \"tokens_in\": -5, \"tokens_out\": 9e99}'"),
                of("words for numbers", "'{\"cost_usd\": \"much\", \"tokens_in\": {}, \"tokens_out\": []}'"),
                of("what looks like NUL", "'{\"a\": \"\\\\u0000\"}'"),
                of("a deep nest", "(repeat('[', 6000) || '1' || repeat(']', 6000))::jsonb"),
                of("a megabyte", "jsonb_build_object('text', repeat('long ', 210000))"),
                of("100,000 members", "(select jsonb_object_agg('k' || n, n) from generate_series(1, 100000) n)"),
                row(
                        "control characters",
                        "E'an\\u0001\\u202e\\nagent'",
                        "E'tool\\u0007call'",
                        "E'\\u2028'",
                        "'{\"a\\u0001\": \"\\u001f\\u007f\\ud83d\\ude00\"}'",
                        "E'\\u0001'",
                        "now()"),
                row("nothing for words", "''", "''", "''", "'{}'", "''", "now()"),
                row(
                        "the longest words",
                        "repeat('a', 256)",
                        "repeat('k', 128)",
                        "repeat('m', 128)",
                        "'{}'",
                        "repeat('f', 128)",
                        "now()"),
                row(
                        "markup",
                        "'<script>alert(1)</script>'",
                        "'<b>'",
                        "'\"><img src=x>'",
                        "'{\"<i>\": \"</script>\"}'",
                        "'<'",
                        "now()"),
                at("the end of time", "infinity"),
                at("before all time", "-infinity"),
                at("long before Christ", "4713-01-02 00:00:00+00 BC"),
                at("far in the future", "294275-12-31 23:59:59+00"));
    }

    /** Each is written in a session of its own, between two of a good agent. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void costsItselfOnly(String name, List<String> words) {
        UUID event = UUID.randomUUID();
        UUID session = UUID.randomUUID();
        String before = write();
        List<Object> all = new ArrayList<>(List.of(event, session));
        all.addAll(words);
        TestPostgres.execute(site.url(), ROW.formatted(all.toArray()));
        String after = write();

        Eventually.holds("all are told", () -> follower.events().containsAll(List.of(before, event.toString(), after)));
        assertThat(follower.resets()).isEmpty();
        everybodyElseIsServed(after);
        assertThat(verdict(session)).as("its own session").isNotEqualTo("verified");
        assertThat(admin.text("/api/events/" + event)).contains(event.toString());
    }

    private void everybodyElseIsServed(String newest) {
        assertThat(admin.text("/api/v2/events?size=50")).contains(newest);
        SoftAssertions softly = new SoftAssertions();
        for (String path : List.of(
                "/api/events?limit=50",
                "/api/events/stats",
                "/api/posture",
                "/api/agents",
                "/api/agents/presence",
                "/api/cost/agents",
                "/api/cost/models",
                "/api/cost/daily",
                "/api/cost/today",
                "/api/cost/sessions",
                "/api/coverage",
                "/health/governance")) {
            softly.check(() -> admin.text(path));
        }
        softly.assertAll();
        assertThat(admin.send("POST", "/api/events/export", Map.of("format", "ndjson"))
                        .body())
                .contains(newest);
        assertThat(verdict(healthy)).isEqualTo("verified");
    }

    private String verdict(UUID session) {
        return admin.get("/api/session/" + session + "/verify").path("verdict").asText();
    }

    @Test
    void sessionsWithIdsThatNobodyDrawsAreNamedAndTheRestIsVerified() {
        for (String id : List.of(
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "00000000-0000-0000-0000-000000000001")) {
            TestPostgres.execute(
                    site.url(),
                    ROW.formatted(
                            UUID.randomUUID(), id, "'an-agent'", "'tool.call'", "null", "'{}'", "'mac'", "now()"));
            assertThat(verdict(UUID.fromString(id))).isNotEqualTo("verified");
        }
        String newest = write();
        Eventually.holds("all are told", () -> follower.events().contains(newest));
        everybodyElseIsServed(newest);

        String id = admin.send("POST", "/api/verifications", Map.of("all", true), "id")
                .asText();
        JsonNode[] job = {null};
        Eventually.holds("the whole log is verified", () -> {
            job[0] = admin.get("/api/verifications/" + id);
            return job[0].path("state").asText().equals("done");
        });
        assertThat(job[0].path("verdict").path("headline").asText()).startsWith("TAMPERED");
        assertThat(site.count("governance_audit_events where session_id = '" + healthy + "'"))
                .isEqualTo(written.get());
        assertThat(verdict(healthy)).isEqualTo("verified");
    }
}
