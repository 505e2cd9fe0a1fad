package dev.governance.console.auth;

import static dev.governance.console.approvals.GateRow.aGate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.approvals.GateRow;
import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many people act at once on the same requests, through two consoles. */
class ApprovalRacesTest {
    private static final int MANY = 50;
    private static final int HELD = 4;

    private static TwoNodes nodes;
    private List<Person> people;

    @BeforeAll
    static void start() throws IOException {
        nodes = new TwoNodes();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @BeforeEach
    void people() {
        nodes.forget();
        people = IntStream.range(0, 8).mapToObj(i -> nodes.admin()).toList();
    }

    @Test
    void ofFiftyReleasesOneCounts() {
        GateRow gate = aGate(nodes.stage)
                .claimedBy(people.get(0).userId(), Duration.ofSeconds(9))
                .insert();

        List<HttpResponse<String>> answers =
                all(MANY, i -> act(i, gate, "release", Map.of("override", "they are on leave")));

        assertThat(done(answers)).hasSize(1);
        assertThat(refusals(answers)).isSubsetOf("409 not_claimed", "409 changed");
        assertThat(audited(gate, "gates.released")).hasSize(1);
    }

    @Test
    void ofThoseWhoHandOnTheSameStateOneDoes() throws SQLException {
        GateRow gate = aGate(nodes.stage).insert();

        CompletableFuture<List<HttpResponse<String>>> answering;
        try (Connection holder = nodes.stage.connect()) {
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute(
                        "select 1 from governance_gates_pending where request_id = '" + gate.id + "' for update");
            }
            answering = asking(HELD, i -> act(i, gate, "escalate", Map.of("escalate_to", "team " + i)));
            Eventually.holds("everybody waits for the row", () -> nodes.stage.waiting() == HELD);
            holder.rollback();
        }
        List<HttpResponse<String>> answers = answering.join();

        assertThat(done(answers)).hasSize(1);
        assertThat(refusals(answers)).containsOnly("409 changed");
        String to = TwoNodes.json(done(answers).get(0)).path("escalated_to").asText();
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .allSatisfy(answer -> assertThat(TwoNodes.json(answer)
                                .path("current")
                                .path("escalation")
                                .path("to")
                                .asText())
                        .isEqualTo(to));
        assertThat(audited(gate, "gates.escalated")).singleElement().asString().contains(to);
    }

    /** Handing on what was handed on is no conflict; but each must have seen what the one before made of it. */
    @Test
    void ofFiftyWhoHandOnEachIsRecordedOnceAndTheLastStands() {
        GateRow gate = aGate(nodes.stage).insert();

        List<HttpResponse<String>> answers =
                all(MANY, i -> act(i, gate, "escalate", Map.of("escalate_to", "team " + i)));

        List<String> rows = audited(gate, "gates.escalated");
        assertThat(rows).hasSameSizeAs(done(answers)).isNotEmpty();
        assertThat(refusals(answers)).isSubsetOf("409 changed");
        assertThat(Json.tree(rows.get(rows.size() - 1)).path("escalated_to").asText())
                .isEqualTo(nodes.stage
                        .one("select escalated_to from governance_console.escalations where request_id = ?", gate.id)
                        .get("escalated_to"));
    }

    @Test
    void ofFiftyBatchesEachRequestIsGrantedByOne() {
        List<GateRow> gates = harmless(3);

        List<HttpResponse<String>> answers = all(MANY, i -> batch(i, gates));

        assertThat(refusals(answers)).isEmpty();
        assertThat(gates).allSatisfy(gate -> {
            assertThat(answers.stream().filter(answer -> approved(answer, gate)))
                    .hasSize(1);
            assertThat(audited(gate, "approval.granted")).hasSize(1);
        });
        assertThat(answers.stream()
                        .flatMap(answer -> StreamSupport.stream(
                                TwoNodes.json(answer).path("failed").spliterator(), false))
                        .map(failed -> failed.path("reason").asText()))
                .isSubsetOf("already_resolved", "changed");
    }

    @Test
    void whateverIsDoneAtOnceEachRequestIsDecidedOnceAndEachActRecordedOnce() {
        List<GateRow> gates = harmless(3);

        List<HttpResponse<String>> answers = all(MANY, i -> anything(i, gates));

        assertThat(refusals(answers))
                .isSubsetOf(
                        "403 claimed",
                        "404 already_decided",
                        "409 already_decided",
                        "409 claimed",
                        "409 not_claimed",
                        "409 changed");
        assertThat(gates).allSatisfy(gate -> {
            long batches =
                    answers.stream().filter(answer -> approved(answer, gate)).count();
            long acts = done(answers).stream()
                    .filter(answer -> answer.uri().getPath().contains(gate.id.toString()))
                    .count();
            long decisions = batches
                    + done(answers).stream()
                            .filter(answer -> answer.uri().getPath().matches(".*" + gate.id + "/(grant|deny)"))
                            .count();
            Object resolution = nodes.stage
                    .one("select resolution from governance_gates_pending where request_id = ?", gate.id)
                    .get("resolution");
            assertThat(decisions).isEqualTo(resolution == null ? 0 : 1);
            assertThat(audited(gate, "%")).hasSize((int) (acts + batches));
        });
    }

    /** Requests of low risk, so that batches may grant them. */
    private static List<GateRow> harmless(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> aGate(nodes.stage).payload("{\"risk\":\"LOW\"}").insert())
                .toList();
    }

    private CompletableFuture<HttpResponse<String>> anything(int i, List<GateRow> gates) {
        GateRow gate = gates.get(i / 6 % gates.size());
        return switch (i % 6) {
            case 0 -> act(i, gate, "claim", Map.of("override", "mine now"));
            case 1 -> act(i, gate, "release", Map.of("override", "they are on leave"));
            case 2 -> act(i, gate, "escalate", Map.of("escalate_to", "team " + i));
            case 3 -> act(i, gate, "deny", Map.of("rationale", "too much", "override", "it is urgent"));
            case 4 -> act(i, gate, "grant", Map.of());
            default -> batch(i, gates);
        };
    }

    private CompletableFuture<HttpResponse<String>> batch(int i, List<GateRow> gates) {
        List<UUID> ids = new ArrayList<>(gates.stream().map(gate -> gate.id).toList());
        Collections.rotate(ids, i); // whoever locks in another order than the others would wait for them for ever
        return post(i, "/api/gates/batch-approve", Map.of("request_ids", ids));
    }

    private CompletableFuture<HttpResponse<String>> act(int i, GateRow gate, String act, Map<String, ?> body) {
        return post(i, "/api/gates/" + gate.id + "/" + act, body);
    }

    private CompletableFuture<HttpResponse<String>> post(int i, String path, Map<String, ?> body) {
        return nodes.sending(
                i % 2 == 0 ? nodes.here : nodes.there, people.get(i % people.size()), "POST", path, Json.write(body));
    }

    private static List<HttpResponse<String>> all(int many, IntFunction<CompletableFuture<HttpResponse<String>>> act) {
        return asking(many, act).join();
    }

    private static CompletableFuture<List<HttpResponse<String>>> asking(
            int many, IntFunction<CompletableFuture<HttpResponse<String>>> act) {
        List<CompletableFuture<HttpResponse<String>>> asked =
                IntStream.range(0, many).mapToObj(act).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
    }

    private static List<HttpResponse<String>> done(List<HttpResponse<String>> answers) {
        return answers.stream().filter(answer -> answer.statusCode() == 200).toList();
    }

    private static List<String> refusals(List<HttpResponse<String>> answers) {
        return answers.stream()
                .filter(answer -> answer.statusCode() != 200)
                .map(TwoNodes::code)
                .distinct()
                .toList();
    }

    private static boolean approved(HttpResponse<String> answer, GateRow gate) {
        JsonNode approved = TwoNodes.json(answer).path("approved");
        return StreamSupport.stream(approved.spliterator(), false)
                .anyMatch(id -> id.asText().equals(gate.id.toString()));
    }

    /** What the audit rows of a kind say about a request, oldest first. */
    private static List<String> audited(GateRow gate, String kind) {
        return nodes
                .stage
                .rows(
                        "select metadata_json::text as said from governance_audit_events"
                                + " where agent_id = ? and kind like ? order by chain_seq",
                        gate.agentId(),
                        kind)
                .stream()
                .map(row -> (String) row.get("said"))
                .toList();
    }
}
