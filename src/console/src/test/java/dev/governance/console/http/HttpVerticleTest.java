package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Presence;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Problem;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpVerticleTest {
    private static final String HALT = "/api/agents/refund-agent/halt";

    private static FrontDoor door;

    @BeforeAll
    static void open() {
        door = new FrontDoor();
        door.bus.answer(
                Presence.HALT,
                halt -> Future.succeededFuture(
                        new Presence.Halted(halt.agentId(), Instant.parse("2026-05-01T10:00:00Z"))));
        door.bus.answer(
                Approvals.PENDING,
                pending -> Future.succeededFuture(
                        new Approvals.Page(List.of(), pending.cursor() == null ? "more" : null)));
        door.bus.answer(Presence.AGENTS, all -> Future.succeededFuture(new Presence.Agents(List.of())));
        door.bus.answer(
                Presence.MATCHING,
                matching ->
                        Future.failedFuture(new Refusal(Fault.INVALID, "asked_for", "[" + matching.pattern() + "]")));
        door.bus.answer(
                Auth.SIGN_IN,
                tried -> Future.failedFuture(new Refusal(Fault.TOO_MANY, "too_many_tries", "try again later")
                        .retryAfter(Duration.ofSeconds(42))));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/posture",
                "/api/health",
                "/health/governance",
                "/api/events",
                "/api/none",
                "/v/0/none.js",
                "/favicon.svg",
                "/none.js"
            })
    void everyAnswerCarriesTheSecurityHeaders(String path) throws Exception {
        HttpResponse<String> answer = door.send(door.request(path));

        assertThat(header(answer, "content-security-policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "x-frame-options")).isEqualTo("DENY");
        assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "x-request-id")).hasSize(8);
    }

    @Test
    void healthIsPublicAndTellsLittle() throws Exception {
        HttpResponse<String> answer = door.send(door.request("/api/health"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":true,\"version\":\"1.2.3\",\"database\":\"up\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/posture",
                "/api/metrics",
                "/api/events",
                "/api/events/00000000-0000-0001-0000-000000000001",
                "/api/session/00000000-0000-0001-0000-000000000001/verify",
                "/api/cost/agents",
                "/api/agents",
                "/api/agents/presence",
                "/api/events/stats",
                "/api/gates/pending",
                "/api/auth/me",
                "/api/auth/users",
                "/api/auth/sessions",
                "/api/auth/tokens",
                "/api/stream/events"
            })
    void withoutASessionNothingIsTold(String path) throws Exception {
        HttpResponse<String> without = door.send(door.request(path));
        HttpResponse<String> wrong = door.send(door.request(path).header("cookie", "governance_session=made-up"));

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(problem(without).code()).isEqualTo("not_signed_in");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(problem(wrong).code()).isEqualTo("session_ended");
    }

    @Test
    void tellsWhoIsHereAndWhatTheirRoleAllows() throws Exception {
        assertThat(door.send(door.as(Role.VIEWER, "/api/auth/me")).body())
                .contains("\"role\":\"viewer\",\"permissions\":[\"read\",\"verify\"]");
        assertThat(door.send(door.as(Role.ADMIN, "/api/auth/me")).body()).contains("\"agents.halt\"");
    }

    @Test
    void aRequestIsUseUnlessThePageMadeItByItself() throws Exception {
        door.asked.clear();
        door.send(door.as(Role.VIEWER, "/api/auth/me"));
        door.send(door.as(Role.VIEWER, "/api/auth/me").header("x-governance-unattended", "1"));

        assertThat(door.asked).extracting(Auth.Token::used).containsExactly(true, false);
    }

    @Test
    void whoIsHereIsNarrowedByAPatternAndNothingElse() throws Exception {
        String presence = "/api/agents/presence";

        assertThat(door.send(door.as(Role.VIEWER, presence)).body()).isEqualTo("{\"agents\":[]}");
        assertThat(problem(door.send(door.as(Role.VIEWER, presence + "?pattern=refund-*")))
                        .detail())
                .isEqualTo("[refund-*]");
        assertThat(problem(door.send(door.as(Role.VIEWER, presence + "?pattern=")))
                        .detail())
                .isEqualTo("[]");
        assertThat(problem(door.send(door.as(Role.VIEWER, presence + "?patern=refund-*")))
                        .detail())
                .contains("did you mean pattern?");
        assertThat(problem(door.send(door.as(Role.VIEWER, presence + "?pattern=a&pattern=b")))
                        .code())
                .isEqualTo("invalid_pattern");
    }

    @Test
    void aViewerMayNotDecideOrHalt() throws Exception {
        HttpResponse<String> grant = door.send(post(Role.VIEWER, "/api/gates/" + new UUID(1, 1) + "/grant", "{}"));
        HttpResponse<String> halt = door.send(post(Role.VIEWER, HALT, "{\"reason\": \"why\"}"));

        assertThat(grant.statusCode()).isEqualTo(403);
        assertThat(halt.statusCode()).isEqualTo(403);
        assertThat(problem(halt).detail()).isEqualTo("this needs the role admin; yours is viewer");
        assertThat(door.send(door.as(Role.VIEWER, "/api/gates/pending")).body()).isEqualTo("[]");
    }

    @Test
    void theEarlierListOfApprovalsNamesItsSuccessorAndSaysWhenItIsCut() throws Exception {
        HttpResponse<String> cut = door.send(door.as(Role.ADMIN, "/api/gates/pending"));
        HttpResponse<String> last = door.send(door.as(Role.ADMIN, "/api/gates/pending?cursor=more"));

        assertThat(header(cut, "deprecation")).isEqualTo("true");
        assertThat(header(cut, "sunset")).isEqualTo("Thu, 01 Oct 2026 00:00:00 GMT");
        assertThat(header(cut, "link")).isEqualTo("</api/v2/gates/pending>; rel=\"successor-version\"");
        assertThat(header(cut, "x-truncated")).isEqualTo("true");
        assertThat(header(cut, "x-total-returned")).isEqualTo("0");
        assertThat(last.headers().firstValue("x-truncated")).isEmpty();
    }

    @Test
    void approvalsComeInPages() throws Exception {
        HttpResponse<String> cut = door.send(door.as(Role.ADMIN, "/api/v2/gates/pending?limit=1000&order=soonest"));
        HttpResponse<String> last = door.send(door.as(Role.ADMIN, "/api/v2/gates/pending?cursor=more"));

        assertThat(cut.body()).isEqualTo("{\"items\":[],\"has_more\":true,\"next_cursor\":\"more\"}");
        assertThat(last.body()).isEqualTo("{\"items\":[],\"has_more\":false,\"next_cursor\":null}");
        for (String wrong : List.of("limit=1001", "limit=0", "order=oldest", "cursr=x")) {
            assertThat(door.send(door.as(Role.ADMIN, "/api/v2/gates/pending?" + wrong))
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
    }

    @Test
    void anAdminsCommandReachesTheBus() throws Exception {
        HttpResponse<String> answer = door.send(post(Role.ADMIN, HALT, "{\"reason\": \"why\"}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":true,\"agent_id\":\"refund-agent\",\"action\":\"halted\","
                        + "\"halted_at\":\"2026-05-01T10:00:00Z\"}");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    }

    @Test
    void aForeignPageCannotAct() throws Exception {
        HttpRequest.Builder form = door.as(Role.ADMIN, HALT)
                .header("content-type", "text/plain")
                .POST(BodyPublishers.ofString("{\"reason\": \"why\"}"));
        HttpRequest.Builder origin =
                post(Role.ADMIN, HALT, "{\"reason\": \"why\"}").setHeader("origin", "https://evil.example");
        HttpRequest.Builder both =
                post(Role.ADMIN, HALT, "{\"reason\": \"why\"}").header("origin", "https://evil.example");
        HttpRequest.Builder opaque =
                post(Role.ADMIN, HALT, "{\"reason\": \"why\"}").setHeader("origin", "null");
        HttpRequest.Builder site =
                post(Role.ADMIN, HALT, "{\"reason\": \"why\"}").header("sec-fetch-site", "cross-site");
        HttpRequest.Builder sibling =
                post(Role.ADMIN, HALT, "{\"reason\": \"why\"}").header("sec-fetch-site", "same-site");

        HttpRequest.Builder silent = door.request(HALT)
                .header("cookie", "governance_session=" + Role.ADMIN.code())
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"reason\": \"why\"}"));

        assertThat(door.send(form).statusCode()).isEqualTo(400);
        for (HttpRequest.Builder foreign : List.of(origin, both, opaque, site, sibling, silent)) {
            HttpResponse<String> answer = door.send(foreign);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(problem(answer).code()).isEqualTo("foreign_origin");
        }
    }

    @Test
    void ourOwnPageAndAllowedOriginsMayAct() throws Exception {
        String body = "{\"reason\": \"why\"}";
        HttpRequest.Builder own = post(Role.ADMIN, HALT, body)
                .setHeader("origin", "http://127.0.0.1:" + door.port)
                .header("sec-fetch-site", "same-origin");
        HttpRequest.Builder friend = post(Role.ADMIN, HALT, body)
                .setHeader("origin", "https://friend.example")
                .header("sec-fetch-site", "cross-site");

        assertThat(door.send(own).statusCode()).isEqualTo(200);
        assertThat(door.send(friend).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws Exception {
        HttpResponse<String> answer = door.send(post(Role.ADMIN, HALT, "{\"reason\": \"" + "x".repeat(70_000) + "\"}"));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
        assertThat(problem(answer).detail()).isEqualTo("the body is larger than 65536 bytes");
    }

    @Test
    void aBodyThatDoesNotFitNamesTheMember() throws Exception {
        assertThat(detail(HALT, "{\"reason\": {}}")).contains("\"reason\"");
        assertThat(detail(HALT, "{}")).isEqualTo("body: reason is required");
        assertThat(detail(HALT, "{\"reason\": \"why\", \"colour\": 1}"))
                .contains("a member is unknown", "reason")
                .doesNotContain("colour");
        assertThat(detail(HALT, "[]")).startsWith("body: ");
        assertThat(detail(HALT, "null")).startsWith("body: ");
        assertThat(detail(HALT, "")).contains("the body is empty");
    }

    @Test
    void aBodyThatIsNoJsonIsRefusedAsThat() throws Exception {
        for (String body : List.of(
                "{\"reason\": ",
                "{\"reason\": \"a\", \"reason\": \"b\"}",
                "{\"reason\": \"\\ud800\"} x",
                "{\"reason\": \"why\"} {}",
                "reason",
                "[".repeat(30_000))) {
            HttpResponse<String> answer = door.send(post(Role.ADMIN, HALT, body));
            assertThat(answer.statusCode()).as(body.substring(0, 6)).isEqualTo(400);
            assertThat(problem(answer).detail()).startsWith("body: not valid JSON");
        }
    }

    private static String detail(String path, String body) throws Exception {
        HttpResponse<String> answer = door.send(post(Role.ADMIN, path, body));
        assertThat(answer.statusCode()).isEqualTo(422);
        return problem(answer).detail();
    }

    @Test
    void aMalformedIdNamesItself() throws Exception {
        for (String id : List.of("none", "1-1-1-1-1", "%00", "00000000-0000-0001-0000-00000000000g")) {
            HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/session/" + id + "/verify"));
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(problem(answer).detail()).startsWith("session_id is not a UUID");
        }
        HttpRequest.Builder key =
                post(Role.ADMIN, HALT, "{\"reason\": \"why\"}").header("idempotency-key", "again");
        HttpResponse<String> answer = door.send(key);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(problem(answer).detail()).startsWith("idempotency-key is not a UUID");
    }

    @Test
    void whatCannotBeDecodedIsTheCallersFault() throws Exception {
        assertThat(raw("GET /api/events?agent_id=%zz HTTP/1.1")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET /api/agents/%zz/halt HTTP/1.1")).containsPattern("^HTTP/1.1 4\\d\\d");
        assertThat(raw("GET /../../etc/passwd HTTP/1.1")).doesNotContain("root:");
        assertThat(raw("GET /v/x/%2e%2e/%2e%2e/etc/passwd HTTP/1.1")).doesNotContain("root:");
        assertThat(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1")).containsPattern("^HTTP/1.\\d 414");
        assertThat(raw("nonsense")).containsPattern("^HTTP/1.\\d 400");
    }

    private static String raw(String line) throws Exception {
        try (java.net.Socket socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), door.port)) {
            socket.setSoTimeout(20_000);
            String head =
                    line + "\r\nhost: 127.0.0.1\r\ncookie: governance_session=viewer\r\nconnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Test
    void aTokenLargerThanAnyHeaderIsRefusedBeforeItIsLookedAt() throws Exception {
        String huge = "GET /api/events HTTP/1.1\r\nauthorization: Bearer " + "x".repeat(20_000);

        assertThat(raw(huge)).containsPattern("^HTTP/1.\\d 431").doesNotContain("xxx");
    }

    @Test
    void anUnknownRouteIsNotFoundInEveryMethod() throws Exception {
        HttpResponse<String> get = door.send(door.as(Role.ADMIN, "/api/none"));
        HttpResponse<String> post = door.send(post(Role.ADMIN, "/api/none", "{}"));
        HttpResponse<String> page = door.send(post(Role.ADMIN, "/posture", "{}"));

        for (HttpResponse<String> answer : List.of(get, post, page)) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(problem(answer).code()).isEqualTo("not_found");
        }
    }

    @Test
    void nobodyBehindTheDoorIsUnavailableNotAFault() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/cost/agents"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(problem(answer).code()).isEqualTo("unavailable");
    }

    @Test
    void anUnexpectedFailureTellsNothingButItsRequest() throws Exception {
        var broken = door.bus.answer(Cost.AGENTS, today -> {
            throw new IllegalStateException("secret detail");
        });
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/cost/agents"));
        broken.unregister().await();

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret detail");
        assertThat(problem(answer).requestId()).isEqualTo(header(answer, "x-request-id"));
    }

    @Test
    void aPauseIsToldAsRetryAfter() throws Exception {
        HttpResponse<String> answer = door.send(door.request("/api/auth/login")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\": \"operator-1\", \"password\": \"wrong-pass\"}")));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(header(answer, "retry-after")).isEqualTo("42");
        assertThat(answer.body()).doesNotContain("wrong-pass");
    }

    @Test
    void aSessionCookieIsOutOfReachOfScripts() throws Exception {
        FrontDoor other = new FrontDoor();
        try (other) {
            other.bus.answer(Auth.SIGN_IN, tried -> Future.succeededFuture(new Auth.SignedIn("token-1", session())));
            HttpResponse<String> answer = other.send(other.request("/api/auth/login")
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString("{\"username\": \"operator-1\", \"password\": \"right\"}")));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "set-cookie"))
                    .startsWith("governance_session=token-1;")
                    .containsIgnoringCase("; HttpOnly")
                    .contains("; Secure", "; SameSite=Strict", "; Path=/");
            assertThat(answer.body()).doesNotContain("token-1");
        }
    }

    @Test
    void aSessionThatBeganBehindTlsStaysBehindTls() throws Exception {
        FrontDoor other = new FrontDoor(false);
        try (other) {
            other.bus.answer(Auth.SIGN_IN, tried -> Future.succeededFuture(new Auth.SignedIn("token-1", session())));

            assertThat(signedIn(other, "origin", "http://127.0.0.1:" + other.port))
                    .doesNotContain("; Secure");
            assertThat(signedIn(other, "x-forwarded-proto", "https")).doesNotContain("; Secure");
            assertThat(signedIn(other, "origin", "https://127.0.0.1:" + other.port))
                    .contains("; Secure");
        }
    }

    private static String signedIn(FrontDoor other, String header, String value) throws Exception {
        HttpResponse<String> answer = other.send(other.request("/api/auth/login")
                .header("content-type", "application/json")
                .header(header, value)
                .POST(BodyPublishers.ofString("{\"username\": \"ann\", \"password\": \"right\"}")));
        return header(answer, "set-cookie");
    }

    private static Auth.Session session() {
        return new Auth.Session(
                new dev.governance.console.wire.Caller(FrontDoor.USER, "operator-1", Role.ADMIN, new UUID(8, 8)),
                Instant.parse("2029-12-31T16:00:00Z"),
                Instant.parse("2030-01-01T00:00:00Z"),
                Instant.parse("2029-12-31T17:00:00Z"));
    }

    private static HttpRequest.Builder post(Role role, String path, String body) {
        return door.as(role, path).header("content-type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static Problem problem(HttpResponse<String> answer) {
        assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
        return Json.read(answer.body(), Problem.class);
    }
}
