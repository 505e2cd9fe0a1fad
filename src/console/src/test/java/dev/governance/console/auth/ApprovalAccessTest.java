package dev.governance.console.auth;

import static dev.governance.console.approvals.GateRow.aGate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.approvals.GateRow;
import dev.governance.console.auth.TwoNodes.Person;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every act on a request in every state, by everybody, against one table ({@code approvals.txt}). */
class ApprovalAccessTest {
    private static final String BY_STATE = "by state";
    private static final List<String> ACTS = List.of("grant", "deny", "claim", "release", "escalate", "context");

    private static final List<String> ASKERS = List.of(
            "anonymous",
            "viewer",
            "admin",
            "token read",
            "token verify",
            "token approvals.decide",
            "token agents.halt",
            "token policies.edit",
            "expired token",
            "disabled user");

    private static final List<String> STATES = List.of(
            "pending",
            "claimed by me",
            "claimed by another",
            "claim stale",
            "granted",
            "denied",
            "expired",
            "cancelled",
            "decided elsewhere",
            "empty token",
            "self-approval",
            "mine as owner",
            "granted first by another",
            "granted first by me");

    private static TwoNodes nodes;
    private static Scripts scripts;
    private static Askers askers;
    private Person another;

    /** Somebody who asks, and by what they come. */
    private record Asker(Person person, List<String> headers) {
        static Asker of(Person person, String... header) {
            return new Asker(person, List.of(header));
        }

        String[] header() {
            return headers.toArray(String[]::new);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        nodes = new TwoNodes();
        scripts = new Scripts(nodes);
        askers = new Askers(nodes);
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @BeforeEach
    void people() {
        nodes.forget();
        another = nodes.admin();
    }

    private static Map<String, List<String>> table() throws IOException {
        try (InputStream in = ApprovalAccessTest.class.getResourceAsStream("/approvals.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" += ", 2))
                    .collect(Collectors.toMap(row -> row[0].strip(), row -> Arrays.asList(row[1].split("; "))));
        }
    }

    static List<String> askers() {
        return ASKERS;
    }

    @Test
    void everyStateAndEverybodyStandsInTheTableOnce() throws IOException {
        Map<String, List<String>> table = table();

        assertThat(table.keySet())
                .hasSize(ASKERS.size() + STATES.size())
                .containsAll(ASKERS)
                .containsAll(STATES);
        assertThat(ASKERS).allSatisfy(asker -> assertThat(table.get(asker)).hasSize(2));
        assertThat(STATES).allSatisfy(state -> assertThat(table.get(state)).hasSize(1 + ACTS.size()));
    }

    @ParameterizedTest
    @MethodSource("askers")
    void everybodyGetsWhatTheTableSays(String name) throws IOException {
        Map<String, List<String>> table = table();
        List<String> wrong = new ArrayList<>();
        Asker asker = asker(name);
        for (String state : STATES) {
            for (String act : ACTS) {
                String common = table.get(name).get(act.equals("context") ? 1 : 0);
                String expected = common.equals(BY_STATE) ? table.get(state).get(1 + ACTS.indexOf(act)) : common;
                String got = acted(asker, state, act, expected, table.get(state).get(0));
                if (!got.equals(expected)) {
                    wrong.add(act + " of what is " + state + ": " + got + ", but the table says " + expected);
                }
            }
        }
        assertThat(wrong).as(name).isEmpty();
    }

    /** What an act got; what was refused changed nothing, and says what the request is where that is the ground. */
    private String acted(Asker asker, String state, String act, String expected, String shown) {
        nodes.stage.execute("delete from governance_console.sign_in_addresses");
        GateRow gate = gate(state, asker.person());
        boolean reads = act.equals("context");
        HttpResponse<String> answer = scripts.with(
                reads ? "GET" : "POST", "/api/gates/" + gate.id + "/" + act, reads ? null : body(act), asker.header());
        boolean done = answer.statusCode() == 200;
        assertThat(rowsAbout(gate)).as(act + " of what is " + state).isEqualTo(done && !reads ? 1 : 0);
        if (done) {
            return "200";
        }
        JsonNode problem = TwoNodes.json(answer);
        JsonNode current = problem.path("current");
        boolean told = expected.startsWith("409")
                || Set.of("already_decided", "claimed").contains(word(expected));
        assertThat(current.isMissingNode()).as(answer.body()).isEqualTo(!told);
        if (told) {
            assertThat(current.path("state").asText()).isEqualTo(shown);
            assertThat(current.path("decided_outside").asBoolean()).isEqualTo(state.equals("decided elsewhere"));
            assertThat(current.path("reviewer_id").isNull()).isEqualTo(!state.matches("claimed by .*"));
        }
        return TwoNodes.code(answer);
    }

    private static String word(String expected) {
        return expected.substring(expected.indexOf(' ') + 1);
    }

    private static String body(String act) {
        return switch (act) {
            case "deny" -> "{\"rationale\": \"too much\"}";
            case "escalate" -> "{\"escalate_to\": \"the CFO\"}";
            default -> "{}";
        };
    }

    /** Without a stale claim's end, which a node may note at any time. */
    private static long rowsAbout(GateRow gate) {
        return (Long) nodes.stage
                .one(
                        "select count(*) as n from governance_audit_events where agent_id = ?"
                                + " and metadata_json ->> 'reason' is distinct from 'stale'",
                        gate.agentId())
                .get("n");
    }

    private static Asker asker(String name) {
        Person admin = nodes.admin();
        return switch (name) {
            case "anonymous" -> Asker.of(admin, "accept", "application/json");
            case "viewer" -> signedIn(nodes.viewer());
            case "admin" -> signedIn(admin);
            case "expired token" ->
                Asker.of(admin, askers.token(admin, "now() - interval '1 second'", "null", "approvals.decide"));
            case "disabled user" -> Asker.of(admin, askers.disabled(admin));
            default ->
                Asker.of(
                        admin,
                        askers.token(admin, "now() + interval '1 hour'", "null", name.substring("token ".length())));
        };
    }

    private static Asker signedIn(Person person) {
        return Asker.of(person, askers.cookie(person.token()));
    }

    private GateRow gate(String state, Person me) {
        GateRow gate = aGate(nodes.stage);
        return switch (state) {
            case "pending" -> gate.insert();
            case "claimed by me" ->
                gate.claimedBy(me.userId(), Duration.ofSeconds(9)).insert();
            case "claimed by another" ->
                gate.claimedBy(another.userId(), Duration.ofSeconds(9)).insert();
            case "claim stale" ->
                gate.claimedBy(another.userId(), Duration.ofSeconds(301)).insert();
            case "granted", "denied" -> decidedHere(gate.insert(), state);
            case "expired" -> gate.expiring(Duration.ofSeconds(-9)).insert();
            case "cancelled" -> ended(gate.insert(), "cancelled");
            case "decided elsewhere" -> ended(gate.insert(), "granted");
            case "empty token" -> gate.withToken(token -> " ").insert();
            case "self-approval" -> gate.operatedBy(me.username()).insert();
            case "mine as owner" -> gate.ownedBy(me.username()).insert();
            case "granted first by another" -> gate.insert().grantedFirstBy(another.userId(), another.username());
            case "granted first by me" -> gate.insert().grantedFirstBy(me.userId(), me.username());
            default -> throw new AssertionError("nobody knows how a request becomes " + state);
        };
    }

    private GateRow decidedHere(GateRow gate, String resolution) {
        nodes.stage.execute(
                "insert into governance_console.decisions (request_id, decided_by, decided_by_id, decided_at, resolution)"
                        + " select request_id, ?, ?, resolved_at, resolution from governance_gates_pending"
                        + " where request_id = ?",
                another.username(),
                another.userId(),
                ended(gate, resolution).id);
        return gate;
    }

    private static GateRow ended(GateRow gate, String resolution) {
        nodes.stage.execute(
                "update governance_gates_pending set resolved_at = now(), resolution = ?, rationale = 'so it is'"
                        + " where request_id = ?",
                resolution,
                gate.id);
        return gate;
    }

    @Test
    void whoCameTooLateLearnsWhoDecidedWhatAndWhy() {
        GateRow gate = decidedHere(aGate(nodes.stage).insert(), "denied");

        JsonNode current = current(signedIn(nodes.admin()), gate, "grant");

        assertThat(current.path("resolution").asText()).isEqualTo("denied");
        assertThat(current.path("resolved_by").asText()).isEqualTo(another.username());
        assertThat(current.path("resolved_at").asText()).startsWith("20").endsWith("Z");
        assertThat(current.path("rationale").asText()).isEqualTo("so it is");
        assertThat(current.path("request_id").asText()).isEqualTo(gate.id.toString());
        assertThat(current.path("reviewer_id").isNull()).isTrue();
    }

    @Test
    void whoMayNotReadApprovalsLearnsNothingThatPeopleWrote() {
        GateRow gate = decidedHere(aGate(nodes.stage).insert(), "denied");
        GateRow handedOn = aGate(nodes.stage).insert();
        scripts.with(
                "POST",
                "/api/gates/" + handedOn.id + "/escalate",
                body("escalate"),
                signedIn(another).header());

        JsonNode current = current(asker("token approvals.decide"), gate, "claim");

        assertThat(current.path("resolved_by").asText()).isEqualTo(another.username());
        assertThat(current.path("rationale").isNull()).isTrue();
        assertThat(current(asker("token approvals.decide"), handedOn, "release")
                        .path("escalation")
                        .isNull())
                .isTrue();
        assertThat(current(signedIn(another), handedOn, "release")
                        .path("escalation")
                        .path("to")
                        .asText())
                .isEqualTo("the CFO");
    }

    @Test
    void whatPeopleAndAgentsWroteIsToldWithoutSecrets() {
        GateRow gate = ended(aGate(nodes.stage).insert(), "denied");
        String secret = "gvc_" + "A".repeat(43);
        nodes.stage.execute(
                "update governance_gates_pending set rationale = 'his token was ' || ? where request_id = ?",
                secret,
                gate.id);

        HttpResponse<String> answer = scripts.with(
                "POST",
                "/api/gates/" + gate.id + "/grant",
                "{}",
                signedIn(nodes.admin()).header());

        assertThat(TwoNodes.json(answer).path("current").path("rationale").asText())
                .startsWith("his token was");
        assertThat(answer.body()).doesNotContain(secret);
    }

    @Test
    void aClaimSaysWhoseItIsAndUntilWhen() {
        GateRow gate = aGate(nodes.stage)
                .claimedBy(another.userId(), Duration.ofSeconds(9))
                .insert();

        JsonNode current = current(signedIn(nodes.admin()), gate, "claim");

        assertThat(current.path("state").asText()).isEqualTo("pending");
        assertThat(current.path("reviewer").asText()).isEqualTo(another.username());
        assertThat(Duration.between(time(current, "reviewing_since"), time(current, "claim_expires_at")))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void nobodyIsOvertakenByWhatTheyDidThemselvesWithTheSameKey() {
        GateRow gate = aGate(nodes.stage).insert();
        String[] headers = keyed(signedIn(another));
        String path = "/api/gates/" + gate.id + "/grant";

        HttpResponse<String> granted = scripts.with("POST", path, "{}", headers);
        HttpResponse<String> edited = scripts.with("POST", path, "{\"rationale\": \"fine\"}", headers);

        assertThat(granted.statusCode()).isEqualTo(200);
        assertThat(TwoNodes.code(edited)).isEqualTo("409 key_reused");
        assertThat(TwoNodes.json(edited).has("current")).isFalse();
    }

    private static String[] keyed(Asker asker) {
        return Stream.concat(
                        Arrays.stream(asker.header()),
                        Stream.of("idempotency-key", UUID.randomUUID().toString()))
                .toArray(String[]::new);
    }

    @Test
    void aRequestThatThereIsNotHasNoState() {
        HttpResponse<String> answer = scripts.with(
                "POST",
                "/api/gates/" + UUID.randomUUID() + "/grant",
                "{}",
                signedIn(another).header());

        assertThat(TwoNodes.code(answer)).isEqualTo("404 unknown");
        assertThat(TwoNodes.json(answer).has("current")).isFalse();
    }

    private static Instant time(JsonNode current, String member) {
        return Instant.parse(current.path(member).asText());
    }

    private static JsonNode current(Asker asker, GateRow gate, String act) {
        HttpResponse<String> answer =
                scripts.with("POST", "/api/gates/" + gate.id + "/" + act, body(act), asker.header());
        return TwoNodes.json(answer).path("current");
    }
}
