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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Each is written in a session of its own, between two of a good agent. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a list for metadata      | 'an-agent' | 'tool.call' | null | '[1, [2]]'::jsonb | 'mac' | now()",
                "a word for metadata      | 'an-agent' | 'tool.call' | null | '\"word\"'::jsonb | 'mac' | now()",
                "null for metadata        | 'an-agent' | 'tool.call' | null | 'null'::jsonb | 'mac' | now()",
                "a number without end     | 'an-agent' | 'tool.call' | null | '{\"cost_usd\": 1e131071}'::jsonb | 'mac' | now()",
                "a negative number        | 'an-agent' | 'model.call' | 'm' | '{\"cost_usd\": -1e300, \"tokens_in\": -5, \"tokens_out\": 9e99}'::jsonb | 'mac' | now()",
                "words for numbers        | 'an-agent' | 'model.call' | 'm' | '{\"cost_usd\": \"much\", \"tokens_in\": {}, \"tokens_out\": []}'::jsonb | 'mac' | now()",
                "control characters       | E'an\\u0001\\u202e\\nagent' | E'tool\\u0007call' | E'\\u2028' | '{\"a\\u0001\": \"\\u001f\\u007f\\ud83d\\ude00\"}'::jsonb | E'\\u0001' | now()",
                "half a character         | 'an-agent' | 'tool.call' | null | '{\"a\": \"\\\\u0000\"}'::jsonb | 'mac' | now()",
                "a deep nest              | 'an-agent' | 'tool.call' | null | (repeat('[', 6000) || '1' || repeat(']', 6000))::jsonb | 'mac' | now()",
                "a megabyte               | 'an-agent' | 'tool.call' | null | jsonb_build_object('text', repeat('long ', 210000)) | 'mac' | now()",
                "100 000 members          | 'an-agent' | 'tool.call' | null | (select jsonb_object_agg('k' || n, n) from generate_series(1, 100000) n) | 'mac' | now()",
                "nothing for words        | '' | '' | '' | '{}'::jsonb | '' | now()",
                "the longest words        | repeat('a', 256) | repeat('k', 128) | repeat('m', 128) | '{}'::jsonb | repeat('f', 128) | now()",
                "markup                   | '<script>alert(1)</script>' | '<b>' | '\"><img src=x>' | '{\"<i>\": \"</script>\"}'::jsonb | '<' | now()",
                "the end of time          | 'an-agent' | 'tool.call' | null | '{}'::jsonb | 'mac' | 'infinity'",
                "before all time          | 'an-agent' | 'tool.call' | null | '{}'::jsonb | 'mac' | '-infinity'",
                "long before Christ       | 'an-agent' | 'tool.call' | null | '{}'::jsonb | 'mac' | '4713-01-02 00:00:00+00 BC'",
                "far in the future        | 'an-agent' | 'tool.call' | null | '{}'::jsonb | 'mac' | '294275-12-31 23:59:59+00'"
            })
    void costsItselfOnly(
            String name, String agentId, String kind, String model, String metadata, String mac, String at) {
        UUID event = UUID.randomUUID();
        UUID session = UUID.randomUUID();
        String before = write();
        TestPostgres.execute(site.url(), ROW.formatted(event, session, agentId, kind, model, metadata, mac, at));
        String after = write();

        Eventually.holds("all are told", () -> follower.events().containsAll(List.of(before, event.toString(), after)));
        assertThat(follower.resets()).isEmpty();
        everybodyElseIsServed(after);
        assertThat(verdict(session)).isNotEqualTo("verified");
        assertThat(admin.get("/api/events/" + event)
                        .path("event")
                        .path("event_id")
                        .asText(event.toString()))
                .isEqualTo(event.toString());
    }

    private void everybodyElseIsServed(String newest) {
        JsonNode page = admin.get("/api/v2/events?limit=50");
        assertThat(page.path("items").findValuesAsText("event_id")).contains(newest);
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
            assertThat(admin.get(path).isMissingNode()).as(path).isFalse();
        }
        assertThat(admin.text("/api/events/export?format=csv")).contains(newest);
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

        String id = admin.send("POST", "/api/verifications", Map.of("all", true), "verification_id")
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
