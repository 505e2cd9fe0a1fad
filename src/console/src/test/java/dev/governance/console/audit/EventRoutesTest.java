package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Redaction;
import dev.governance.console.contract.Auth;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.explorer.ExplorerVerticle;
import dev.governance.console.http.HttpSettings;
import dev.governance.console.http.HttpVerticle;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.testing.Loopback;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Problem;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit log over real HTTP. */
class EventRoutesTest {
    private static AuditLog log;
    private static AuditConsole console;
    private static int port;
    private static UUID[] ids;

    @BeforeAll
    static void start() throws SQLException {
        log = new AuditLog();
        ids = log.session(5);
        console = AuditConsole.asked(log.url);
        Database database = Database.open(console.vertx, log.url.pgOptions());
        console.vertx
                .deployVerticle(
                        new ExplorerVerticle(console.bus, database, new AuditRows(new Redaction(Set.of())::json)))
                .timeout(30, TimeUnit.SECONDS)
                .await();
        Caller caller = new Caller(new UUID(7, 7), "operator-1", Role.VIEWER, new UUID(8, 8));
        console.bus.answer(
                Auth.SESSION,
                token -> Future.succeededFuture(new Auth.Session(
                        caller,
                        Instant.parse("2029-12-31T16:00:00Z"),
                        Instant.parse("2030-01-01T00:00:00Z"),
                        Instant.parse("2029-12-31T17:00:00Z"))));
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        HttpSettings settings = Loopback.settings();
        console.vertx
                .deployVerticle(new HttpVerticle(console.bus, settings, Clock.systemUTC(), listening::complete))
                .timeout(30, TimeUnit.SECONDS)
                .await();
        port = listening.join();
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
        log.close();
    }

    @Test
    void aPageLinksToTheNextAndKeepsItsFilters() throws Exception {
        HttpResponse<String> first = get("/api/events?limit=2&agent_id=agent-one");
        String link = first.headers().firstValue("link").orElse("");
        HttpResponse<String> second = get(link.substring(1, link.indexOf('>')));
        HttpResponse<String> last = get("/api/events?limit=5");

        assertThat(first.body()).contains(ids[5].toString(), ids[4].toString()).doesNotContain(ids[3].toString());
        assertThat(link).contains("agent_id=agent-one", "limit=2", "before=" + log.seq(ids[4]), "rel=\"next\"");
        assertThat(second.body()).contains(ids[3].toString(), ids[2].toString()).doesNotContain(ids[4].toString());
        assertThat(last.headers().firstValue("link")).isEmpty();
    }

    @Test
    void oneEventIsShownWithItsChainMembers() throws Exception {
        HttpResponse<String> answer = get("/api/events/" + ids[2]);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"event_id\":\"" + ids[2] + "\"", "\"prev_hash\":\"", "\"chain_seq\":" + log.seq(ids[2]));
        assertThat(get("/api/events/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "1-1-1-1-1", "%00", "00000000-0000-4000-8000-00000000000g", "%27%20or%20true%20--"})
    void anIdThatIsNoneIsRefusedByName(String id) throws Exception {
        HttpResponse<String> answer = get("/api/events/" + id);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.read(answer.body(), Problem.class).code()).isEqualTo("invalid_event_id");
    }

    /** A row of its own for each reading would be streamed to whoever reads on, who would read that too. */
    @Test
    void readingAnEventWritesNone() throws Exception {
        String count = "select count(*)::text from governance_audit_events";
        String before = log.text(count);

        get("/api/events/" + ids[2]);
        get("/api/events?session_id=" + ids[0]);

        assertThat(log.text(count)).isEqualTo(before);
    }

    @Test
    void aVerdictNamesEveryEventAndItsPlace() throws Exception {
        HttpResponse<String> answer = get("/api/session/" + ids[0] + "/verify");

        ChainVerdict verdict = Json.read(answer.body(), ChainVerdict.class);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(verdict.intact()).isEqualTo(5);
        assertThat(verdict.events())
                .extracting(ChainVerdict.Row::eventId)
                .containsExactly(ids[1], ids[2], ids[3], ids[4], ids[5]);
        assertThat(verdict.events()).extracting(ChainVerdict.Row::position).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(get("/api/session/" + UUID.randomUUID() + "/verify").body())
                .contains("\"event_count\":0,\"verified\":false,\"verdict\":\"empty\"");
    }

    @Test
    void anEventIsSearchedByIdAndHmac() throws Exception {
        String hmac = log.text("select hmac_value from governance_audit_events where event_id = '" + ids[3] + "'");

        assertThat(get("/api/events?q=" + ids[3]).body()).contains(ids[3].toString());
        assertThat(get("/api/events?q=" + hmac.substring(0, 12)).body()).contains(ids[3].toString());
    }

    @Test
    void badQuestionsAreRefusedByName() throws Exception {
        Map<String, String> questions = Map.ofEntries(
                Map.entry("limit=0", "invalid_limit"),
                Map.entry("limit=1001", "invalid_limit"),
                Map.entry("limit=ten", "invalid_limit"),
                Map.entry("offset=10001", "invalid_offset"),
                Map.entry("offset=-1", "invalid_offset"),
                Map.entry("before=abc", "invalid_before"),
                Map.entry("before=-1", "invalid_before"),
                Map.entry("after=9223372036854775808", "invalid_after"),
                Map.entry("session_id=none", "invalid_session_id"),
                Map.entry("outcome=good", "invalid_outcome"),
                Map.entry("order=newest", "invalid_order"),
                Map.entry("q=r", "not_searchable"),
                Map.entry("q=" + "z".repeat(201), "not_searchable"),
                Map.entry("q=a%00b", "not_searchable"),
                Map.entry("cursor=AQ", "invalid_cursor"),
                Map.entry("agent_id=%00", "invalid_agent_id"),
                Map.entry("kind=a%00b", "invalid_kind"));

        for (Map.Entry<String, String> question : questions.entrySet()) {
            HttpResponse<String> answer = get("/api/events?" + question.getKey());
            assertThat(answer.statusCode())
                    .as(question.getKey())
                    .isEqualTo(question.getKey().startsWith("cursor") ? 400 : 422);
            assertThat(Json.read(answer.body(), Problem.class).code())
                    .as(question.getKey())
                    .isEqualTo(question.getValue());
        }
    }

    @Test
    void anOffsetThatEndsSaysHowToReadOn() throws Exception {
        assertThat(Json.read(get("/api/events?offset=10001").body(), Problem.class)
                        .detail())
                .isEqualTo(
                        "offset is a whole number from 0 to 10000; to read further, follow the Link rel=\"next\" of an"
                                + " answer, or ask for pages by cursor: GET /api/v2/events");
    }

    @Test
    void textThatLooksLikeSqlIsJustText() throws Exception {
        HttpResponse<String> answer = get("/api/events?agent_id=%27%20or%20true%20--&kind=%25");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[]");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return ApiDescription.checked(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("cookie", "governance_session=any")
                                .build(),
                        BodyHandlers.ofString()));
    }
}
