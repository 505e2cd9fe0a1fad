package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Owners;
import dev.governance.console.wire.AgentOwners;
import dev.governance.console.wire.Json;
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

class OwnerRoutesTest {
    private static final String PATH = "/api/agents/refund%2Feu/owners";
    private static final String BODY = "{\"owners\": [\"anna\"], \"version\": 1, \"reason\": \"why\"}";
    private static final Instant AT = Instant.parse("2026-11-29T12:00:00Z");

    private final FrontDoor door = new FrontDoor();
    private final Queue<Owners.Change> asked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void answer() {
        door.bus.answer(Owners.OF, of -> Future.succeededFuture(owners(of.agentId())));
        door.bus.answer(Owners.CHANGE, change -> {
            asked.add(change);
            return Future.succeededFuture(new Owners.Changed(owners(change.agentId()), new UUID(1, 2)));
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static AgentOwners owners(String agentId) {
        return new AgentOwners(agentId, List.of(new AgentOwners.Owner("anna", null, "eve", AT)), 2, "eve", AT);
    }

    private HttpRequest.Builder put(HttpRequest.Builder request, String body) {
        return request.header("content-type", "application/json").PUT(BodyPublishers.ofString(body));
    }

    @Test
    void whoMayReadSeesTheOwners() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, PATH));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"agent_id\":\"refund/eu\",\"owners\":[{\"owner\":\"anna\",\"user_id\":null,"
                        + "\"set_by\":\"eve\",\"since\":\"2026-11-29T12:00:00Z\"}],\"version\":2,\"changed_by\":\"eve\","
                        + "\"changed_at\":\"2026-11-29T12:00:00Z\"}");
    }

    @Test
    void anAdminSetsThem() throws Exception {
        HttpResponse<String> answer =
                door.send(put(door.as(Role.ADMIN, PATH), BODY).header("idempotency-key", new UUID(3, 4).toString()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.tree(answer.body()).path("event_id").asText()).isEqualTo(new UUID(1, 2).toString());
        assertThat(Json.tree(answer.body()).path("owners")).hasSize(1);
        assertThat(asked.element().agentId()).isEqualTo("refund/eu");
        assertThat(asked.element().owners()).containsExactly("anna");
        assertThat(asked.element().key()).isEqualTo(new UUID(3, 4));
    }

    @Test
    void onlyAnAdminInPersonOfTheConsolesOwnPageDoes() throws Exception {
        assertThat(door.send(put(door.request(PATH), BODY)).statusCode()).isEqualTo(401);
        assertThat(door.send(door.request(PATH)).statusCode()).isEqualTo(401);
        assertThat(door.send(put(door.as(Role.VIEWER, PATH), BODY)).statusCode())
                .isEqualTo(403);
        assertThat(door.send(put(door.as(Role.ADMIN, PATH), BODY).setHeader("origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"version": 1, "reason": "why"}                                   | owners is a list
        {"owners": [null], "version": 1, "reason": "why"}                 | owners is a list
        {"owners": "anna", "version": 1, "reason": "why"}                 | owners
        {"owners": [], "version": -1, "reason": "why"}                    | version is
        {"owners": [], "version": 1}                                      | reason is required
        {"owners": [], "version": 1, "reason": "why", "force": true}      | a member is unknown; known are [
        []                                                                | expected one JSON object
        """)
    void aBodyThatDoesNotFitIsRefused(String body, String reason) throws Exception {
        HttpResponse<String> answer = door.send(put(door.as(Role.ADMIN, PATH), body));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.tree(answer.body()).path("detail").asText()).contains(reason);
        assertThat(asked).isEmpty();
    }

    @Test
    void aListOfTwentyOneIsRefused() throws Exception {
        String names = "\"a\",".repeat(20) + "\"a\"";

        assertThat(door.send(put(door.as(Role.ADMIN, PATH), BODY.replace("\"anna\"", names)))
                        .statusCode())
                .isEqualTo(422);
    }
}
