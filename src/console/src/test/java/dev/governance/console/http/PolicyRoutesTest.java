package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Policies;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.PolicyRow;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRoutesTest {
    private static final String PATH = "/api/policies/refund%2Feu/scope";
    private static final String BODY = "{\"policy\": {}, \"version\": \"v1\", \"reason\": \"why\"}";
    private static final PolicyRow ROW = new PolicyRow(
            "refund/eu",
            "scope",
            Json.tree("{\"agent_id\":\"refund/eu\"}"),
            List.of("refund"),
            null,
            null,
            null,
            Instant.parse("2026-11-29T12:00:00Z"),
            "v2");

    private final FrontDoor door = new FrontDoor();
    private final Queue<Policies.Change> asked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void answer() {
        door.bus.answer(Policies.ALL, all -> Future.succeededFuture(new Policies.Page(List.of(ROW), "next")));
        door.bus.answer(
                Policies.OF_AGENT,
                of -> Future.succeededFuture(new Policies.OfAgent(of.agentId(), List.of(ROW), List.of())));
        door.bus.answer(Policies.CHANGE, change -> {
            asked.add(change);
            UUID event = "v2".equals(change.version()) ? new UUID(1, 2) : null;
            return Future.succeededFuture(new Policies.Changed(ROW, event, null));
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    private HttpRequest.Builder put(HttpRequest.Builder request, String body) {
        return request.header("content-type", "application/json").PUT(BodyPublishers.ofString(body));
    }

    @Test
    void aRowHasTheMembersOfThePythonConsoleAndItsVersion() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/policies/refund%2Feu"));

        assertThat(answer.body())
                .isEqualTo("{\"agent_id\":\"refund/eu\",\"policies\":[{\"agent_id\":\"refund/eu\","
                        + "\"policy_type\":\"scope\",\"policy\":{\"agent_id\":\"refund/eu\"},"
                        + "\"allowed_tools\":[\"refund\"],\"hidden_tools\":null,\"allowed_apis\":null,"
                        + "\"allowed_models\":null,\"updated_at\":\"2026-11-29T12:00:00Z\",\"version\":\"v2\"}],"
                        + "\"proposals\":[]}");
    }

    @Test
    void whoChangesWhatTheyDidNotSeeIsShownWhatThereIs() throws Exception {
        HttpResponse<String> answer = door.send(put(door.as(Role.ADMIN, PATH), BODY));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(Json.tree(answer.body()).path("code").asText()).isEqualTo("changed_meanwhile");
        assertThat(Json.tree(answer.body()).path("current").path("version").asText())
                .isEqualTo("v2");
    }

    @Test
    void whoSawItChangesIt() throws Exception {
        HttpResponse<String> answer = door.send(put(door.as(Role.ADMIN, PATH), BODY.replace("v1", "v2"))
                .header("idempotency-key", new UUID(3, 4).toString()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.tree(answer.body()).path("event_id").asText()).isEqualTo(new UUID(1, 2).toString());
        assertThat(asked.element().agentId()).isEqualTo("refund/eu");
        assertThat(asked.element().key()).isEqualTo(new UUID(3, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/policies", "/api/policies/a", "/api/policies/a/scope/history"})
    void aStrangerReadsNothing(String path) throws Exception {
        assertThat(door.send(door.request(path)).statusCode()).isEqualTo(401);
    }

    @Test
    void onlyWhoMayEditDoes() throws Exception {
        assertThat(door.send(put(door.request(PATH), BODY)).statusCode()).isEqualTo(401);
        assertThat(door.send(put(door.as(Role.VIEWER, PATH), BODY)).statusCode())
                .isEqualTo(403);
        assertThat(door.send(put(door.as(Role.ADMIN, PATH), BODY).setHeader("origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"policy": {}, "version": "v2"}                                     | reason is required
        {"version": "v2", "reason": "why"}                                  | policy is required
        {"policy": {}, "version": 2.5, "reason": "why", "force": true}      | a member is unknown; known are [
        []                                                                  | expected one JSON object
        """)
    void aBodyThatDoesNotFitIsRefused(String body, String reason) throws Exception {
        HttpResponse<String> answer = door.send(put(door.as(Role.ADMIN, PATH), body));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.tree(answer.body()).path("detail").asText()).contains(reason);
        assertThat(asked).isEmpty();
    }

    @Test
    void aPolicyThatSaysSomethingTwiceIsNoJson() throws Exception {
        HttpResponse<String> answer =
                door.send(put(door.as(Role.ADMIN, PATH), "{\"policy\": {\"a\": 1, \"a\": 2}, \"reason\": \"why\"}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.tree(answer.body()).path("detail").asText()).contains("not valid JSON at line 1");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "cursr=a", "limit=1&limit=2"})
    void aParameterThatDoesNotFitIsRefused(String query) throws Exception {
        assertThat(door.send(door.as(Role.VIEWER, "/api/policies?" + query)).statusCode())
                .isEqualTo(422);
    }
}
