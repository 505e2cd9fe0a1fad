package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.contract.Policies;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.PolicyProposal;
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

class ProposalRoutesTest {
    private static final String POLICY = "/api/policies/refund%2Feu/budget";
    private static final String PROPOSAL = POLICY + "/proposal";
    private static final String CONFIRM = PROPOSAL + "/confirm";
    private static final UUID ID = UUID.fromString("6f1e0f4e-4b7d-4f0c-8a60-3a3b9a1d2c11");
    private static final UUID OVERTAKEN = new UUID(5, 6);
    private static final UUID EVENT = new UUID(1, 2);
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final PolicyRow ROW = new PolicyRow(
            "refund/eu", "budget", Json.tree("{\"agent_id\":\"refund/eu\"}"), null, null, null, null, NOON, "v2");
    private static final PolicyProposal WAITING = new PolicyProposal(
            ID,
            "refund/eu",
            "budget",
            Json.tree("{\"per_session_usd\":2}"),
            null,
            "why",
            "operator-1",
            new UUID(7, 8),
            NOON,
            NOON.plusSeconds(86_400));

    private final FrontDoor door = new FrontDoor();
    private final Queue<Record> asked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void answer() {
        door.bus.answer(
                Policies.OF_AGENT,
                of -> Future.succeededFuture(new Policies.OfAgent(of.agentId(), List.of(), List.of(WAITING))));
        door.bus.answer(Policies.CHANGE, change -> Future.succeededFuture(new Policies.Changed(null, EVENT, WAITING)));
        door.bus.answer(Policies.CONFIRM, confirm -> {
            asked.add(confirm);
            return Future.succeededFuture(
                    new Policies.Changed(ROW, confirm.proposalId().equals(OVERTAKEN) ? null : EVENT, null));
        });
        door.bus.answer(Policies.END, end -> {
            asked.add(end);
            return Future.succeededFuture(new Policies.Ended(ID, end.key() == null, EVENT));
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static HttpRequest.Builder confirm(HttpRequest.Builder request, String body) {
        return request.header("content-type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder delete(HttpRequest.Builder request) {
        return request.header("content-type", "application/json").DELETE();
    }

    private static String id(UUID id) {
        return "{\"proposal_id\": \"" + id + "\"}";
    }

    @Test
    void aProposalIsNotAnsweredAsAChange() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.ADMIN, POLICY)
                .header("content-type", "application/json")
                .PUT(BodyPublishers.ofString("{\"policy\": {}, \"reason\": \"why\"}")));

        JsonNode body = Json.tree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.path("proposed").asBoolean()).isTrue();
        assertThat(body.path("proposal").path("proposal_id").asText()).isEqualTo(ID.toString());
        assertThat(body.has("ok")).isFalse();
        assertThat(body.has("policy")).isFalse();
    }

    @Test
    void whoeverReadsSeesAllThatWaits() throws Exception {
        door.bus.answer(
                Policies.PROPOSED,
                waiting -> Future.succeededFuture(new Policies.Proposed(List.of("budget"), List.of(WAITING))));

        JsonNode body = Json.tree(
                door.send(door.as(Role.VIEWER, "/api/policy-proposals")).body());

        assertThat(body.path("second_approver")).hasToString("[\"budget\"]");
        assertThat(body.path("proposals").path(0).path("reason").asText()).isEqualTo("why");
        assertThat(door.send(door.request("/api/policy-proposals")).statusCode())
                .isEqualTo(401);
        assertThat(door.send(door.as(Role.VIEWER, "/api/policy-proposals?limit=1"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void whoeverReadsAnAgentsPoliciesSeesWhatWaits() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/policies/refund%2Feu"));

        assertThat(answer.body())
                .isEqualTo("{\"agent_id\":\"refund/eu\",\"policies\":[],\"proposals\":[{\"proposal_id\":\"" + ID
                        + "\",\"agent_id\":\"refund/eu\",\"policy_type\":\"budget\","
                        + "\"policy\":{\"per_session_usd\":2},\"version\":null,\"reason\":\"why\","
                        + "\"proposed_by\":\"operator-1\",\"proposed_by_id\":\"" + new UUID(7, 8)
                        + "\",\"proposed_at\":\"2026-11-29T12:00:00Z\",\"expires_at\":\"2026-11-30T12:00:00Z\"}]}");
    }

    @Test
    void whoConfirmsIsToldWhatIsStored() throws Exception {
        HttpResponse<String> answer = door.send(
                confirm(door.as(Role.ADMIN, CONFIRM), id(ID)).header("idempotency-key", new UUID(3, 4).toString()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.tree(answer.body()).path("policy").path("version").asText())
                .isEqualTo("v2");
        Policies.Confirm confirm = (Policies.Confirm) asked.element();
        assertThat(confirm.agentId()).isEqualTo("refund/eu");
        assertThat(confirm.proposalId()).isEqualTo(ID);
        assertThat(confirm.key()).isEqualTo(new UUID(3, 4));
    }

    @Test
    void whoConfirmsWhatIsOvertakenIsShownWhatThereIs() throws Exception {
        HttpResponse<String> answer = door.send(confirm(door.as(Role.ADMIN, CONFIRM), id(OVERTAKEN)));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Json.tree(answer.body()).path("code").asText()).isEqualTo("changed_meanwhile");
        assertThat(Json.tree(answer.body()).path("current").path("version").asText())
                .isEqualTo("v2");
    }

    @ParameterizedTest
    @CsvSource({"withdrawn, false", "rejected, true"})
    void whoEndsOneIsToldHow(String state, boolean withKey) throws Exception {
        HttpRequest.Builder request = delete(door.as(Role.ADMIN, PROPOSAL));
        HttpResponse<String> answer =
                door.send(withKey ? request.header("idempotency-key", new UUID(3, 4).toString()) : request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":true,\"proposal_id\":\"" + ID + "\",\"state\":\"" + state + "\",\"event_id\":\""
                        + EVENT + "\"}");
    }

    @Test
    void whoEndsOneMaySayWhich() throws Exception {
        for (String address : List.of(PROPOSAL + "?proposal_id=" + ID, PROPOSAL)) {
            assertThat(door.send(delete(door.as(Role.ADMIN, address))).statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> none = door.send(delete(door.as(Role.ADMIN, PROPOSAL + "?proposal_id=last")));

        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(asked.stream().map(end -> ((Policies.End) end).proposalId())).containsExactly(ID, null);
    }

    @Test
    void onlyWhoMayEditDoes() throws Exception {
        for (HttpRequest.Builder stranger :
                List.of(confirm(door.request(CONFIRM), id(ID)), delete(door.request(PROPOSAL)))) {
            assertThat(door.send(stranger).statusCode()).isEqualTo(401);
        }
        for (HttpRequest.Builder viewer : List.of(
                confirm(door.as(Role.VIEWER, CONFIRM), id(ID)),
                delete(door.as(Role.VIEWER, PROPOSAL)),
                confirm(door.as(Role.ADMIN, CONFIRM), id(ID)).setHeader("origin", "https://evil.example"),
                delete(door.as(Role.ADMIN, PROPOSAL)).setHeader("origin", "https://evil.example"))) {
            assertThat(door.send(viewer).statusCode()).isEqualTo(403);
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                                         | 422 | proposal_id is required
        {"proposal_id": null}                                                      | 422 | proposal_id is required
        {"proposal_id": "1-1-1-1-1"}                                               | 422 | proposal_id is not a UUID
        {"proposal_id": "' or true --"}                                            | 422 | proposal_id is not a UUID
        {"proposal_id": "6f1e0f4e-4b7d-4f0c-8a60-3a3b9a1d2c11", "policy": {}}      | 422 | a member is unknown
        []                                                                         | 422 | expected one JSON object
        {"proposal_id": "6f1e0f4e                                                  | 400 | not valid JSON
        """)
    void aBodyThatDoesNotFitIsRefused(String body, int status, String reason) throws Exception {
        HttpResponse<String> answer = door.send(confirm(door.as(Role.ADMIN, CONFIRM), body));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Json.tree(answer.body()).path("detail").asText()).contains(reason);
        assertThat(asked).isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsRefused() throws Exception {
        assertThat(door.send(delete(door.as(Role.ADMIN, PROPOSAL)).header("idempotency-key", "again"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(asked).isEmpty();
    }
}
