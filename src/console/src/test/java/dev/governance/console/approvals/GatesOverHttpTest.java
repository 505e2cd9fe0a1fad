package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Presence;
import dev.governance.console.http.HttpVerticle;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.testing.Loopback;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What waits for people, from the database to the wire: how it is cut, and the shapes that the Python console has. */
class GatesOverHttpTest {
    private static final String PAGES = "/api/v2/gates/pending";
    private static final String EARLIER = "/api/gates/pending";

    private final HttpClient client = HttpClient.newHttpClient();
    private Stage stage;
    private int port;

    @BeforeEach
    void open() {
        stage = ApprovalsStage.open();
        stage.bus().answer(Auth.SESSION, token -> session(token.token()));
        stage.bus()
                .answer(
                        Presence.AGENTS,
                        all -> Future.failedFuture(new Refusal(Fault.UNAVAILABLE, "unavailable", "nobody knows")));
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        stage.deploy(new HttpVerticle(stage.bus(), Loopback.settings(), Clock.systemUTC(), listening::complete));
        port = listening.join();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** A session's token is the name of whose it is. */
    private static Future<Auth.Session> session(String token) {
        Caller caller = token.equals(ADMIN.username()) ? ADMIN : VIEWER;
        return Future.succeededFuture(new Auth.Session(
                caller,
                Instant.parse("2029-12-31T16:00:00Z"),
                Instant.parse("2030-01-01T00:00:00Z"),
                Instant.parse("2029-12-31T17:00:00Z")));
    }

    private HttpRequest.Builder request(Caller by, String path) {
        String here = "http://127.0.0.1:" + port;
        return HttpRequest.newBuilder(URI.create(here + path))
                .header("origin", here)
                .header("content-type", "application/json")
                .header("cookie", "governance_session=" + by.username());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return ApiDescription.checked(client.send(request(ADMIN, path).build(), BodyHandlers.ofString()));
    }

    private HttpResponse<String> post(Caller by, String path, String body) throws Exception {
        return ApiDescription.checked(client.send(
                request(by, path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString()));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private static List<String> ids(JsonNode rows) {
        return rows.findValuesAsText("request_id");
    }

    private void wait(int requests) {
        stage.execute(
                "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, created_at,"
                        + " expires_at, payload_json) select gen_random_uuid(), 'agent-' || n, 'wire', repeat('0', 64),"
                        + " 'any', now() - n % 7 * interval '1 second', now() + interval '1 hour', '{}'"
                        + " from generate_series(1, ?) n",
                requests);
    }

    @Test
    void sixHundredComeInTwoPagesThatShareNone() throws Exception {
        wait(600);

        JsonNode first = Json.tree(get(PAGES).body());
        String cursor = URLEncoder.encode(first.path("next_cursor").asText(), StandardCharsets.UTF_8);
        JsonNode second = Json.tree(get(PAGES + "?cursor=" + cursor).body());

        assertThat(first.fieldNames()).toIterable().containsExactly("items", "has_more", "next_cursor");
        assertThat(first.path("items")).hasSize(500);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.path("items")).hasSize(100);
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(ids(second)).doesNotContainAnyElementsOf(ids(first));
    }

    @Test
    void aPageHasAsManyAsAreAskedForUpToAThousand() throws Exception {
        assertThat(get(PAGES).body()).isEqualTo("{\"items\":[],\"has_more\":false,\"next_cursor\":null}");
        wait(600);

        assertThat(Json.tree(get(PAGES + "?limit=7").body()).path("items")).hasSize(7);
        assertThat(Json.tree(get(PAGES + "?limit=1000").body()).path("items")).hasSize(600);
        assertThat(get(PAGES + "?limit=1001").statusCode()).isEqualTo(422);
        assertThat(get(PAGES + "?cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void theEarlierListHasTheSameRowsInTheSameOrderAndSaysWhenItIsCut() throws Exception {
        wait(500);
        HttpResponse<String> whole = get(EARLIER);
        wait(1);
        HttpResponse<String> cut = get(EARLIER);

        assertThat(Json.tree(cut.body()).isArray()).isTrue();
        assertThat(ids(Json.tree(cut.body())))
                .hasSize(500)
                .isEqualTo(ids(Json.tree(get(PAGES).body())));
        assertThat(header(cut, "x-truncated") + header(cut, "x-total-returned")).isEqualTo("true500");
        assertThat(header(whole, "x-truncated") + header(whole, "x-total-returned"))
                .isEqualTo("nonenone");
        for (HttpResponse<String> answer : List.of(whole, cut)) {
            assertThat(header(answer, "deprecation")).isEqualTo("true");
            assertThat(header(answer, "sunset")).isEqualTo("Thu, 01 Oct 2026 00:00:00 GMT");
            assertThat(header(answer, "link")).isEqualTo("</api/v2/gates/pending>; rel=\"successor-version\"");
        }
    }

    @Test
    void thatTheEarlierListIsStillAskedForIsLoggedOnce() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        Logger http = (Logger) LoggerFactory.getLogger("dev.governance.console.http");
        http.setLevel(Level.WARN);
        http.addAppender(log);
        try {
            get(EARLIER);
            get(EARLIER);
            get(PAGES);
        } finally {
            http.detachAppender(log);
            http.setLevel(null);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("deprecated"))
                .containsExactly(
                        "GET /api/gates/pending is deprecated and still asked for; GET /api/v2/gates/pending has"
                                + " pages");
    }

    @Test
    void aBatchTellsWhatWasGrantedAndWhatNot() throws Exception {
        GateRow low = aGate(stage).payload("{\"risk\":\"LOW\"}").insert();
        GateRow high = aGate(stage).payload("{\"risk\":\"HIGH\"}").insert();
        UUID unknown = UUID.randomUUID();
        String ids = Json.write(Map.of("request_ids", List.of(low.id, high.id, unknown)));

        HttpResponse<String> answer = post(ADMIN, "/api/gates/batch-approve", ids);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":true,\"approved\":[\"" + low.id + "\"],\"failed\":[{\"request_id\":\"" + high.id
                        + "\",\"reason\":\"risk_HIGH_not_eligible_for_batch\"},{\"request_id\":\"" + unknown
                        + "\",\"reason\":\"not_found\"}],\"approved_count\":1,\"failed_count\":2}");
    }

    @Test
    void aContextHasTheMembersOfThePythonConsole() throws Exception {
        GateRow gate =
                aGate(stage).payload("{\"risk\":\"LOW\",\"api_key\":\"k-1\"}").insert();

        HttpResponse<String> answer = get("/api/gates/" + gate.id + "/context");

        JsonNode context = Json.tree(answer.body());
        assertThat(context.fieldNames())
                .toIterable()
                .contains(
                        "request_id",
                        "agent_id",
                        "kind",
                        "action_hash",
                        "created_at",
                        "expires_at",
                        "resolved_at",
                        "resolution",
                        "reviewer_id",
                        "reviewing_since",
                        "rationale",
                        "payload",
                        "risk",
                        "agent_presence",
                        "recent_agent_events",
                        "agent_cost_today_usd");
        assertThat(context.path("risk").asText()).isEqualTo("LOW");
        assertThat(answer.body()).doesNotContain("k-1");
        assertThat(get("/api/gates/" + UUID.randomUUID() + "/context").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aViewerDecidesNothingAndIsNotInTheLogOfTheRequest() throws Exception {
        GateRow gate = aGate(stage).insert();

        for (String act : List.of("grant", "deny", "claim", "release", "escalate")) {
            HttpResponse<String> answer = post(
                    VIEWER,
                    "/api/gates/" + gate.id + "/" + act,
                    switch (act) {
                        case "deny" -> "{\"rationale\":\"no\"}";
                        case "escalate" -> "{\"escalate_to\":\"the CFO\"}";
                        default -> "{}";
                    });
            assertThat(answer.statusCode()).as(act).isEqualTo(403);
        }
        assertThat(post(VIEWER, "/api/gates/batch-approve", "{\"request_ids\":[\"" + gate.id + "\"]}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(stage.verdict(gate.session()).events()).isZero();
        assertThat(post(ADMIN, "/api/gates/" + gate.id + "/grant", "{}").statusCode())
                .isEqualTo(200);
    }
}
