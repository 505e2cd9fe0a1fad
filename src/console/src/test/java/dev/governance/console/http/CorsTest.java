package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Presence;
import dev.governance.console.contract.Tokens;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Problem;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins get, and what a request by a token needs to show of where it comes from. */
class CorsTest {
    private static final String FRIEND = "https://friend.example";
    private static final String STRANGER = "https://evil.example";
    private static final String ME = "/api/auth/me";
    private static final String HALT = "/api/agents/refund-agent/halt";

    private static FrontDoor door;

    @BeforeAll
    static void open() {
        door = new FrontDoor();
        door.bus.answer(
                Presence.HALT, halt -> Future.succeededFuture(new Presence.Halted(halt.agentId(), Instant.EPOCH)));
        Caller script = new Caller(
                FrontDoor.USER, "operator-1", Role.ADMIN, null, new ScopedToken(new UUID(9, 9), Set.of("agents.halt")));
        door.bus.answer(Tokens.HOLDER, presented -> Future.succeededFuture(new Tokens.Held(script, null)));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static HttpRequest.Builder preflight(String origin) {
        return door.request(HALT)
                .method("OPTIONS", BodyPublishers.noBody())
                .setHeader("origin", origin)
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "authorization,content-type");
    }

    private static HttpRequest.Builder halt() {
        return door.request(HALT)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"reason\": \"why\"}"));
    }

    @Test
    void aListedOriginReadsAnswersWithItsCookie() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, ME).setHeader("origin", FRIEND));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(header(answer, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(header(answer, "access-control-expose-headers"))
                .isEqualTo("retry-after, link, x-request-id, deprecation, sunset, x-truncated, x-total-returned");
        assertThat(header(answer, "vary")).containsIgnoringCase("origin");
    }

    @Test
    void aListedOriginReadsRefusalsToo() throws Exception {
        HttpResponse<String> answer = door.send(door.request(ME).setHeader("origin", FRIEND));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(FRIEND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                STRANGER,
                "null",
                "https://friend.example.evil.example",
                "https://friend.example:8443",
                "http://friend.example",
                "https://FRIEND.example",
                "*"
            })
    void anyOtherOriginIsToldNothingOfIt(String origin) throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, ME).setHeader("origin", origin));
        HttpResponse<String> asked = door.send(preflight(origin));

        for (HttpResponse<String> each : List.of(answer, asked)) {
            assertThat(each.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
            assertThat(header(each, "vary")).containsIgnoringCase("origin");
        }
        assertThat(asked.statusCode()).isEqualTo(403);
        assertThat(Json.read(asked.body(), Problem.class).code()).isEqualTo("foreign_origin");
    }

    @Test
    void aPreflightOfAListedOriginNamesWhatItMaySend() throws Exception {
        HttpResponse<String> answer = door.send(preflight(FRIEND));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(header(answer, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(header(answer, "access-control-allow-methods")).isEqualTo("GET, POST, PUT, PATCH, DELETE");
        assertThat(header(answer, "access-control-allow-headers").split(", "))
                .containsExactlyInAnyOrder(
                        "content-type", "authorization", "x-governance-token", "idempotency-key", "last-event-id");
        assertThat(header(answer, "access-control-max-age")).isEqualTo("600");
    }

    @Test
    void aPreflightTellsNotWhichRoutesThereAre() throws Exception {
        HttpRequest.Builder nowhere = door.request("/api/none")
                .method("OPTIONS", BodyPublishers.noBody())
                .setHeader("origin", FRIEND)
                .header("access-control-request-method", "POST");

        assertThat(door.send(nowhere).statusCode()).isEqualTo(204);
    }

    @Test
    void withoutAnOriginThereIsNothingToAllow() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, ME));

        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        assertThat(header(answer, "vary")).containsIgnoringCase("origin");
    }

    @Test
    void ourOwnPageNeedsNoListing() throws Exception {
        HttpRequest.Builder own = halt().header("cookie", "governance_session=admin")
                .setHeader("origin", "http://127.0.0.1:" + door.port)
                .header("sec-fetch-site", "same-origin");

        HttpResponse<String> answer = door.send(own);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "access-control-allow-origin")).isEmpty();
    }

    @Test
    void aScriptsTokenNeedsNoOriginAndNoneThatIsListed() throws Exception {
        assertThat(door.send(halt().header("authorization", "Bearer any")).statusCode())
                .isEqualTo(200);
        assertThat(door.send(halt().header("authorization", "Bearer any").setHeader("origin", "app://desk"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aBrowsersForeignPageIsRefusedWithATokenToo(String site) throws Exception {
        HttpResponse<String> answer = door.send(halt().header("authorization", "Bearer any")
                .setHeader("origin", STRANGER)
                .header("sec-fetch-site", site));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.read(answer.body(), Problem.class).code()).isEqualTo("foreign_origin");
        assertThat(door.send(halt().header("authorization", "Bearer any")
                                .setHeader("origin", FRIEND)
                                .header("sec-fetch-site", site))
                        .statusCode())
                .isEqualTo(200);
    }

    /** A foreign page could else have the cookie sent along and only claim to have a token. */
    @Test
    void aTokenBesideTheCookieProvesNothingOfWhereItComesFrom() throws Exception {
        HttpRequest.Builder both = halt().header("cookie", "governance_session=admin")
                .header("authorization", "Bearer any")
                .setHeader("origin", STRANGER);

        assertThat(door.send(both).statusCode()).isEqualTo(403);
    }
}
