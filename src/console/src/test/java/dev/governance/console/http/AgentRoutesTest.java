package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Postures;
import dev.governance.console.contract.Presence;
import dev.governance.console.wire.AgentActivity;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Problem;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents at the front door: the list of who wrote, and halting under its earlier name. */
class AgentRoutesTest {
    private static final String BODY = "{\"reason\":\"runs wild\"}";

    private static final Queue<Presence.Halt> halts = new ConcurrentLinkedQueue<>();
    private static final Queue<Integer> limits = new ConcurrentLinkedQueue<>();
    private static FrontDoor door;

    @BeforeAll
    static void open() {
        door = new FrontDoor();
        door.bus.answer(Presence.HALT, halt -> {
            halts.add(halt);
            return halt.agentId().equals("halted-one")
                    ? Future.failedFuture(new Refusal(Fault.CONFLICT, "already_halted", "it is halted"))
                    : Future.succeededFuture(
                            new Presence.Halted(halt.agentId(), Instant.parse("2026-05-01T10:00:00Z")));
        });
        door.bus.answer(Postures.ACTIVE, asked -> {
            limits.add(asked.limit());
            return Future.succeededFuture(new Postures.Listed(
                    List.of(new AgentActivity("refund-agent", 7, Instant.parse("2026-05-01T10:00:00Z")))));
        });
    }

    @BeforeEach
    void forget() {
        halts.clear();
        limits.clear();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static HttpRequest.Builder posting(HttpRequest.Builder request) {
        return request.header("content-type", "application/json").POST(BodyPublishers.ofString(BODY));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void agentsAreAPlainListOfFiftyUnlessMoreAreAskedFor() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/agents"));
        door.send(door.as(Role.VIEWER, "/api/agents?limit=500"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("[{\"agent_id\":\"refund-agent\",\"event_count\":7,"
                        + "\"last_active\":\"2026-05-01T10:00:00Z\"}]");
        assertThat(limits).containsExactly(50, 500);
    }

    /** The Python console refuses a person's 61st question of a minute, for which their own page was too quick. */
    @Test
    void nobodysQuestionsAreCountedByTheMinute() throws Exception {
        for (int i = 0; i < 130; i++) {
            assertThat(door.send(door.as(Role.VIEWER, "/api/agents")).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "limit=1&limit=2", "limt=5"})
    void aListThatMakesNoSenseIsRefused(String query) throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/agents?" + query));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(limits).isEmpty();
    }

    @Test
    void aStrangerSeesNoAgents() throws Exception {
        assertThat(door.send(door.request("/api/agents")).statusCode()).isEqualTo(401);
        assertThat(limits).isEmpty();
    }

    @Test
    void whoLivesIsToldInTheWordsOfOldClientsToo() throws Exception {
        Instant beat = Instant.parse("2026-05-01T10:00:00Z");
        Instant since = Instant.parse("2026-05-01T11:00:00Z");
        AgentPresence.Halt halt =
                new AgentPresence.Halt("operator-1", since, "runs wild", null, null, "issued", null, null);
        door.bus.answer(
                Presence.AGENTS,
                all -> Future.succeededFuture(new Presence.Agents(List.of(
                        new AgentPresence("a", "live", beat, beat, "operator-2", Json.tree("{\"v\":1}"), halt),
                        new AgentPresence("b", "never_seen", null, null, null, Json.tree("{}"), null)))));

        JsonNode agents = Json.tree(
                        door.send(door.as(Role.VIEWER, "/api/agents/presence")).body())
                .path("agents");

        JsonNode halted = agents.path(0);
        assertThat(halted.path("status").asText()).isEqualTo("live");
        assertThat(halted.path("operator_id").asText()).isEqualTo("operator-2");
        assertThat(halted.path("metadata").path("v").asInt()).isEqualTo(1);
        assertThat(halted.path("last_heartbeat").asText()).isEqualTo("2026-05-01T10:00:00Z");
        assertThat(halted.path("last_seen")).isEqualTo(halted.path("last_heartbeat"));
        assertThat(halted.path("halted_by").asText()).isEqualTo("operator-1");
        assertThat(halted.path("halted_at").asText()).isEqualTo("2026-05-01T11:00:00Z");
        assertThat(halted.path("halt_reason").asText()).isEqualTo("runs wild");
        assertThat(halted.path("halt").path("proof").asText()).isEqualTo("issued");
        for (String member : List.of("last_heartbeat", "last_seen", "halted_by", "halted_at", "halt_reason")) {
            assertThat(agents.path(1).path(member).isNull()).as(member).isTrue();
        }
    }

    @Test
    void killIsHaltAndNamesItsSuccessor() throws Exception {
        UUID key = UUID.randomUUID();

        HttpResponse<String> answer = door.send(posting(door.as(Role.ADMIN, "/api/agents/refund-agent/kill"))
                .header("idempotency-key", key.toString()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":true,\"agent_id\":\"refund-agent\",\"action\":\"halted\","
                        + "\"halted_at\":\"2026-05-01T10:00:00Z\"}");
        assertThat(header(answer, "deprecation")).isEqualTo("true");
        assertThat(header(answer, "sunset")).isEqualTo("Thu, 01 Oct 2026 00:00:00 GMT");
        assertThat(header(answer, "link")).isEqualTo("</api/agents/refund-agent/halt>; rel=\"successor-version\"");
        assertThat(halts).singleElement().satisfies(halt -> {
            assertThat(halt.key()).isEqualTo(key);
            assertThat(halt.reason()).isEqualTo("runs wild");
            assertThat(halt.by().userId()).isEqualTo(FrontDoor.USER);
        });
    }

    /** Encoded as sent: what would end the address, or begin another header, stays a part of the name. */
    @ParameterizedTest
    @CsvSource({
        "a%2Fb,            a/b,            a%2Fb",
        "a%3E%3B%20rel=x,  a>; rel=x,      a%3E%3B%20rel%3Dx",
        "%22%0D%0Ax:%20y,  DECODED,        %22%0D%0Ax%3A%20y",
        "%C3%BC+1,         ü+1,            %C3%BC%2B1"
    })
    void theLinkIsAnAddressThatHaltsTheSameAgent(String sent, String meant, String linked) throws Exception {
        HttpResponse<String> killed = door.send(posting(door.as(Role.ADMIN, "/api/agents/" + sent + "/kill")));

        assertThat(header(killed, "link")).isEqualTo("</api/agents/" + linked + "/halt>; rel=\"successor-version\"");
        assertThat(killed.headers().map()).doesNotContainKey("x");
        String address = header(killed, "link").replaceAll("<(.*)>.*", "$1");
        door.send(posting(door.as(Role.ADMIN, address)));

        assertThat(halts)
                .hasSize(2)
                .extracting(Presence.Halt::agentId)
                .containsOnly(meant.equals("DECODED") ? "\"\r\nx: y" : meant);
    }

    @Test
    void whoMayNotHaltMayNotKill() throws Exception {
        HttpResponse<String> stranger = door.send(posting(door.request("/api/agents/refund-agent/kill")));
        HttpResponse<String> viewer = door.send(posting(door.as(Role.VIEWER, "/api/agents/refund-agent/kill")));
        HttpResponse<String> foreign = door.send(posting(door.as(Role.ADMIN, "/api/agents/refund-agent/kill"))
                .setHeader("origin", "https://evil.example"));

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(viewer.statusCode()).isEqualTo(403);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(header(viewer, "link")).contains("/api/agents/refund-agent/halt");
        assertThat(halts).isEmpty();
    }

    @Test
    void aKillThatIsRefusedIsRefusedLikeAHalt() throws Exception {
        HttpResponse<String> halted = door.send(posting(door.as(Role.ADMIN, "/api/agents/halted-one/kill")));
        HttpResponse<String> empty = door.send(door.as(Role.ADMIN, "/api/agents/refund-agent/kill")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"reason\":\" \"}")));

        assertThat(halted.statusCode()).isEqualTo(409);
        assertThat(Json.read(halted.body(), Problem.class).code()).isEqualTo("already_halted");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(header(empty, "deprecation")).isEqualTo("true");
    }
}
