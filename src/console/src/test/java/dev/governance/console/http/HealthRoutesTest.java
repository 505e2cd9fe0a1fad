package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.HealthChecks;
import dev.governance.console.contract.Tokens;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.GovernanceHealth;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the console is: to strangers next to nothing, to whoever may read all of it, and to nobody an error. */
class HealthRoutesTest {
    private static final String PATH = "/health/governance";
    private static final String STRANGER = "{\"status\":\"ok\"}";

    private final Queue<Object> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Auth.Refused> refused = new ConcurrentLinkedQueue<>();
    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor();
        door.bus.listen(Auth.REFUSED, refused::add);
        door.bus.answer(HealthChecks.NOW, now -> {
            asked.add(now);
            return Future.succeededFuture(new GovernanceHealth(
                    GovernanceHealth.Status.OK,
                    true,
                    Instant.parse("2026-05-01T10:00:00Z"),
                    true,
                    1.5,
                    9.25,
                    "verified",
                    List.of("0123456789abcdef"),
                    List.of(),
                    List.of(),
                    17,
                    0.75));
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    private void tokens(Future<Tokens.Held> held) {
        door.bus.answer(Tokens.HOLDER, presented -> held);
    }

    private HttpRequest.Builder byToken() {
        return door.request(PATH).header("authorization", "Bearer any");
    }

    private static Tokens.Held held(String... scopes) {
        UUID id = new UUID(3, 3);
        return new Tokens.Held(new Caller(id, "script", Role.VIEWER, null, new ScopedToken(id, Set.of(scopes))), null);
    }

    @Test
    void aStrangerLearnsNothingAndCostsNothing() throws Exception {
        HttpResponse<String> answer = door.send(door.request(PATH));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(STRANGER);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(asked).isEmpty();
        assertThat(door.asked).isEmpty();
        assertThat(door.pings).hasValue(0);
    }

    @Test
    void whoeverIsSignedInSeesAllOfIt() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, PATH));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"ok\",\"db_reachable\":true,\"last_chain_verify_ts\":\"2026-05-01T10:00:00Z\","
                        + "\"append_only_grants_ok\":true,\"audit_write_p50_ms\":1.5,\"audit_write_p95_ms\":9.25,"
                        + "\"chain_integrity_status\":\"verified\",\"chain_keys_resolved\":[\"0123456789abcdef\"],"
                        + "\"chain_keys_unresolved\":[],\"append_only_gaps\":[],\"audit_writes_measured\":17,"
                        + "\"doorbell_lag_ms\":0.75}");
        assertThat(door.asked).as("looking is no use of a session").noneMatch(Auth.Token::used);
    }

    @Test
    void aTokenThatMayReadSeesItAndOthersAreStrangers() throws Exception {
        door.bus.answer(
                Tokens.HOLDER,
                presented -> presented.token().equals("any")
                        ? Future.succeededFuture(held("read"))
                        : Future.failedFuture(new Refusal(Fault.UNAUTHENTICATED, "invalid_token", "no")));

        HttpResponse<String> other = door.send(door.request(PATH).header("authorization", "Bearer other"));
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(STRANGER);
        assertThat(asked).isEmpty();
        assertThat(Json.tree(door.send(byToken()).body()).path("db_reachable").asBoolean())
                .isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aTokenThatMayNotReadIsAStrangerAndNobodyIsToldOfARefusal() throws Exception {
        tokens(Future.succeededFuture(held("verify")));

        assertThat(door.send(byToken()).body()).isEqualTo(STRANGER);
        assertThat(asked).isEmpty();
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNAUTHENTICATED", "TOO_MANY", "INVALID"})
    void aTokenThatDoesNotHoldIsAStrangers(Fault fault) throws Exception {
        tokens(Future.failedFuture(new Refusal(fault, "no", "no")));

        HttpResponse<String> answer = door.send(byToken());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(STRANGER);
    }

    @Test
    void aSessionThatHasEndedAndTwoAtOnceAreStrangers() throws Exception {
        HttpResponse<String> ended =
                door.send(door.request(PATH).header("cookie", "governance_session=no-such-session"));
        HttpResponse<String> two = door.send(door.as(Role.ADMIN, PATH).header("authorization", "Bearer any"));

        assertThat(List.of(ended.body(), two.body())).containsOnly(STRANGER);
        assertThat(List.of(ended.statusCode(), two.statusCode())).containsOnly(200);
        assertThat(asked).isEmpty();
    }

    /** Nobody can tell who it is, so it is told what GET /api/health tells anybody. */
    @Test
    void withoutTheDatabaseWhoeverSaysWhoTheyAreHearsThatItIsAway() throws Exception {
        tokens(Future.failedFuture(new Refusal(Fault.UNAVAILABLE, "no_database", "away")));

        assertThat(door.send(byToken()).body()).as("it is not the database").isEqualTo(STRANGER);
        door.pong = Future.failedFuture(new Refusal(Fault.UNAVAILABLE, "no_database", "away"));
        HttpResponse<String> answer = door.send(byToken());

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode health = Json.tree(answer.body());
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.path("db_reachable").asBoolean(true)).isFalse();
        assertThat(health.path("append_only_grants_ok").isNull()).isTrue();
        assertThat(health.path("chain_keys_unresolved").isNull()).isTrue();
        assertThat(asked).isEmpty();
        assertThat(door.send(door.request(PATH)).body()).isEqualTo(STRANGER);
    }

    @Test
    void nobodyWaitsForAnAnswerThatDoesNotCome() throws Exception {
        tokens(Future.future(never -> {}));

        assertThat(door.send(byToken()).body()).isEqualTo(STRANGER);
    }
}
