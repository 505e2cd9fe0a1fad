package dev.governance.console.auth;

import static dev.governance.console.auth.Scripts.TOKENS;
import static dev.governance.console.auth.Scripts.body;
import static dev.governance.console.auth.TwoNodes.code;
import static dev.governance.console.auth.TwoNodes.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.auth.Scripts.Token;
import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.wire.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts may do that come by a token, on a console beside another one. */
class ByTokenTest {
    private static final String ME = "/api/auth/me";
    private static final List<String> SCOPES =
            List.of("read", "verify", "approvals.decide", "agents.halt", "policies.edit");
    private static final String GATE = "/api/gates/" + new UUID(1, 3);
    private static final String POLICY = "{\"policy\": {}, \"reason\": \"too much\"}";
    private static final String WHY = "{\"reason\": \"spends too much\"}";

    private static TwoNodes nodes;
    private static Scripts scripts;
    private Person admin;
    private Person viewer;

    @BeforeAll
    static void start() throws Exception {
        nodes = new TwoNodes();
        scripts = new Scripts(nodes);
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @BeforeEach
    void people() {
        nodes.forget();
        admin = nodes.admin();
        viewer = nodes.viewer();
    }

    private static String last(String kind) {
        List<String> told = nodes.told(kind);
        return told.get(told.size() - 1);
    }

    /** What a token is refused as; no try of another test counts. */
    private static HttpResponse<String> refused(String method, String path, String... headers) {
        nodes.stage.execute("delete from governance_console.sign_in_addresses");
        return scripts.with(method, path, null, headers);
    }

    @Test
    void aTokenTellsWhoseItIsAndWhatItMay() {
        Token token = scripts.make(admin, "read", "agents.halt");

        HttpResponse<String> answer = scripts.get(token.secret(), ME);

        assertThat(json(answer).path("username").asText()).isEqualTo(admin.username());
        assertThat(json(answer).path("permissions").toString()).isEqualTo("[\"agents.halt\",\"read\"]");
        assertThat(json(answer).path("token_id").asText()).isEqualTo(token.id().toString());
        assertThat(json(answer).path("expires_at").isNull()).isFalse();
        assertThat(json(answer).path("idle_expires_at").isNull()).isTrue();
        assertThat(json(nodes.get(admin, ME)).path("token_id").isNull()).isTrue();
    }

    static Stream<Arguments> routesAndScopes() {
        return SCOPES.stream()
                .flatMap(scope -> Stream.of(
                        Arguments.of(scope, "read", "GET", "/api/events", null),
                        Arguments.of(scope, "verify", "GET", "/api/session/" + new UUID(1, 2) + "/verify", null),
                        Arguments.of(scope, "verify", "POST", "/api/compliance/export", "[]"),
                        Arguments.of(scope, "approvals.decide", "POST", GATE + "/claim", "{}"),
                        Arguments.of(scope, "approvals.decide", "POST", GATE + "/grant", "{}"),
                        Arguments.of(scope, "agents.halt", "POST", "/api/agents/refund-agent/halt", WHY),
                        Arguments.of(scope, "policies.edit", "PUT", "/api/policies/refund-agent/scope", POLICY)));
    }

    @ParameterizedTest
    @MethodSource("routesAndScopes")
    void aTokenDoesWhatItsScopesNameAndNothingElse(
            String scope, String needed, String method, String path, String body) {
        Token token = scripts.make(admin, scope);

        HttpResponse<String> answer = scripts.send(token.secret(), method, path, body);

        if (scope.equals(needed)) {
            assertThat(answer.statusCode()).isNotIn(401, 403);
        } else {
            assertThat(code(answer)).isEqualTo("403 scope");
            assertThat(json(answer).path("detail").asText()).contains("needs the scope " + needed, "has " + scope);
        }
    }

    @Test
    void whatIsDoneByATokenIsItsOwnersActAndNamesTheToken() {
        Token token = scripts.make(admin, "agents.halt", "read");
        String agent = "agent-" + UUID.randomUUID();

        HttpResponse<String> answer = scripts.send(token.secret(), "POST", "/api/agents/" + agent + "/halt", WHY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(last("agent.halted"))
                .contains("\"halted_by\": \"" + admin.username() + "\"", "\"access_id\": \"" + token.id() + "\"");
    }

    @Test
    void whatATokenIsRefusedIsRecordedWithItsId() {
        Token token = scripts.make(admin, "read");

        scripts.send(token.secret(), "POST", GATE + "/grant", "{}");

        dev.governance.console.testing.Eventually.holds(
                "the refusal is told",
                () -> nodes.told("console.refused").stream()
                        .anyMatch(told -> told.contains("\"refused_as\": \"scope\"")
                                && told.contains("\"access_id\": \"" + token.id() + "\"")));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/auth/tokens",
        "GET, /api/auth/tokens",
        "DELETE, /api/auth/tokens/00000000-0000-0001-0000-000000000001",
        "POST, /api/auth/password",
        "POST, /api/auth/logout",
        "GET, /api/auth/sessions",
        "DELETE, /api/auth/sessions",
        "DELETE, /api/auth/sessions/00000000-0000-0001-0000-000000000001",
        "GET, /api/auth/users",
        "POST, /api/auth/users",
        "PATCH, /api/auth/users/00000000-0000-0001-0000-000000000001",
        "POST, /api/auth/users/00000000-0000-0001-0000-000000000001/reset-password",
        "POST, /api/agents/refund-agent/resume"
    })
    void whatTakesAPersonNoTokenDoes(String method, String path) {
        Token token = scripts.make(admin, SCOPES.toArray(String[]::new));

        HttpResponse<String> answer = scripts.send(token.secret(), method, path, "{}");

        assertThat(code(answer)).isEqualTo("403 person_needed");
        assertThat(json(answer).path("detail").asText()).contains("a person who is signed in");
    }

    @Test
    void everyGroundForNotLettingATokenInIsToldAlike() {
        Token expired = scripts.make(viewer, "read");
        Token revoked = scripts.make(viewer, "read");
        Token disabled = scripts.make(admin, "read");
        nodes.stage.execute(
                "update governance_console.api_tokens set created_at = now() - interval '2 days', expires_at = now()"
                        + " where token_id = ?",
                expired.id());
        nodes.send(viewer, "DELETE", TOKENS + "/" + revoked.id(), null);
        nodes.stage.execute("update governance_console_users set disabled = true where user_id = ?", admin.userId());
        List<String> tokens = List.of(
                expired.secret(),
                revoked.secret(),
                disabled.secret(),
                TokenSecret.random(),
                "ghp_" + expired.secret().substring(4),
                viewer.token(),
                expired.secret() + "x",
                "");

        List<String> told = new ArrayList<>();
        for (String token : tokens) {
            HttpResponse<String> answer = refused("GET", ME, "authorization", "Bearer " + token);
            assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
            told.add(answer.statusCode() + answer.body().replaceAll("\"request_id\":\"[^\"]+\"", ""));
        }

        assertThat(told).hasSize(8).allMatch(each -> each.equals(told.get(0)));
        assertThat(told.get(0)).startsWith("401").contains("invalid_token");
    }

    @Test
    void whoIsLetInAgainHasTheirTokensAgain() {
        Token token = scripts.make(viewer, "read");
        nodes.stage.execute("update governance_console_users set disabled = true where user_id = ?", viewer.userId());
        assertThat(refused("GET", ME, "authorization", "Bearer " + token.secret())
                        .statusCode())
                .isEqualTo(401);

        nodes.stage.execute("update governance_console_users set disabled = false where user_id = ?", viewer.userId());

        assertThat(scripts.get(token.secret(), ME).statusCode()).isEqualTo(200);
    }

    @Test
    void aPasswordThatAnAdminResetsEndsTheTokens() {
        Token token = scripts.make(viewer, "read");

        nodes.send(admin, "POST", "/api/auth/users/" + viewer.userId() + "/reset-password", "{}");

        assertThat(code(scripts.send(token.secret(), "GET", "/api/auth/me", null)))
                .isEqualTo("401 invalid_token");
        List<String> told = nodes.told("console.password_reset");
        assertThat(told.get(told.size() - 1)).contains("\"api_tokens_revoked\": \"1\"");
    }

    @Test
    void aTokenLosesWhatItsOwnerLoses() {
        Token token = scripts.make(admin, "read", "agents.halt");
        String halt = "/api/agents/agent-" + UUID.randomUUID() + "/halt";
        nodes.stage.execute("update governance_console_users set role = 'viewer' where user_id = ?", admin.userId());

        assertThat(code(scripts.send(token.secret(), "POST", halt, WHY))).isEqualTo("403 scope");
        assertThat(json(scripts.get(token.secret(), ME)).path("permissions").toString())
                .isEqualTo("[\"read\"]");

        nodes.stage.execute("update governance_console_users set role = 'admin' where user_id = ?", admin.userId());
        assertThat(scripts.send(token.secret(), "POST", halt, WHY).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenForMoreThanTokensMayDoesNotDoIt() {
        Token token = scripts.make(admin, "read");
        nodes.stage.execute(
                "update governance_console.api_tokens set scopes = '{users.manage,everything}' where token_id = ?",
                token.id());

        assertThat(code(scripts.get(token.secret(), ME))).isEqualTo("403 scope");
        assertThat(code(scripts.get(token.secret(), "/api/auth/users"))).isEqualTo("403 person_needed");
    }

    @Test
    void aTokenOfAnAdminCancelsNoVerificationOfOthers() {
        HttpResponse<String> started =
                nodes.send(viewer, "POST", "/api/verifications", "{\"session_id\":\"" + new UUID(1, 9) + "\"}");
        String job = "/api/verifications/" + json(started).path("id").asText();

        assertThat(code(scripts.send(scripts.make(admin, "verify").secret(), "DELETE", job, null)))
                .isEqualTo("403 not_yours");
    }

    @Test
    void aCookieAndATokenTogetherAreRefused() {
        Token token = scripts.make(admin, "read");
        String bearer = "Bearer " + token.secret();
        String cookie = "governance_session=" + viewer.token();

        for (String[] headers : List.of(
                new String[] {"cookie", cookie, "authorization", bearer},
                new String[] {"cookie", cookie, "authorization", "Bearer"},
                new String[] {"authorization", bearer, "authorization", bearer})) {
            HttpResponse<String> answer = scripts.with("GET", ME, null, headers);
            assertThat(code(answer)).isEqualTo("400 two_credentials");
            assertThat(answer.body()).doesNotContain(token.secret(), viewer.token());
        }
        for (String[] headers : List.of(
                new String[] {"cookie", cookie, "x-governance-token", token.secret()},
                new String[] {"authorization", bearer, "x-governance-token", token.secret()})) {
            assertThat(code(scripts.noStream(headers))).isEqualTo("400 two_credentials");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dXNlcjpwYXNz", "Digest username=\"x\"", "Bearerish x"})
    void otherSchemesAreAProxysBusiness(String authorization) {
        String cookie = "governance_session=" + viewer.token();

        assertThat(scripts.with("GET", ME, null, "cookie", cookie, "authorization", authorization)
                        .statusCode())
                .isEqualTo(200);
        assertThat(code(scripts.with("GET", ME, null, "authorization", authorization)))
                .isEqualTo("401 not_signed_in");
    }

    @Test
    void theSchemeIsOneWordInAnyCase() {
        Token token = scripts.make(viewer, "read");

        assertThat(scripts.with("GET", ME, null, "authorization", "bEARER   " + token.secret())
                        .statusCode())
                .isEqualTo(200);
        assertThat(code(refused("GET", ME, "authorization", token.secret()))).isEqualTo("401 not_signed_in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?token=", "?access_token=", "?x-governance-token="})
    void aTokenInTheAddressIsNone(String query) {
        Token token = scripts.make(viewer, "read");

        HttpResponse<String> answer = scripts.with("GET", ME + query + token.secret(), null, "accept", "*/*");

        assertThat(code(answer)).isEqualTo("401 not_signed_in");
        assertThat(answer.body() + answer.headers().map()).doesNotContain(token.secret());
    }

    @Test
    void theStreamsOwnHeaderOpensTheStreamAlone() throws Exception {
        Token token = scripts.make(viewer, "read");

        for (String[] header : List.of(
                new String[] {"x-governance-token", token.secret()},
                new String[] {"x-governance-token", "Bearer " + token.secret()},
                new String[] {"authorization", "Bearer " + token.secret()})) {
            CompletableFuture<List<String>> stream = scripts.stream(header);
            assertThat(stream).isNotDone();
            stream.cancel(true);
        }
        assertThat(code(refused("GET", ME, "x-governance-token", token.secret())))
                .isEqualTo("401 not_signed_in");
        assertThat(code(scripts.noStream("x-governance-token", TokenSecret.random())))
                .isEqualTo("401 invalid_token");
    }

    @Test
    void aStreamWithoutTheScopeIsNotOpened() {
        assertThat(code(scripts.noStream(
                        "authorization",
                        "Bearer " + scripts.make(admin, "agents.halt").secret())))
                .isEqualTo("403 scope");
    }

    @Test
    void aStreamEndsWithItsTokenOnTheOtherNode() throws Exception {
        Token token = scripts.make(viewer, "read");
        CompletableFuture<List<String>> stream = scripts.stream("x-governance-token", token.secret());

        nodes.send(viewer, "DELETE", TOKENS + "/" + token.id(), null);

        assertThat(stream.get(20, TimeUnit.SECONDS)).contains("event: bye"); // the nodes' own look comes each 30 s
        assertThat(nodes.stage.rows("select 1 from governance_console.failed_sign_ins"))
                .as("no try")
                .isEmpty();
    }

    @Test
    void aStreamEndsWithItsOwner() throws Exception {
        Token token = scripts.make(viewer, "read");
        CompletableFuture<List<String>> stream = scripts.stream("x-governance-token", token.secret());

        nodes.stage.execute("update governance_console_users set disabled = true where user_id = ?", viewer.userId());

        assertThat(stream.get(20, TimeUnit.SECONDS)).contains("event: bye");
    }

    private static Object lastUse(Token token) {
        return nodes.stage
                .one("select last_used_at from governance_console.api_tokens where token_id = ?", token.id())
                .get("last_used_at");
    }

    @Test
    void useIsNotedOnceAMinute() {
        Token token = scripts.make(viewer, "read");
        assertThat(lastUse(token)).isNull();

        scripts.get(token.secret(), ME);
        Object first = lastUse(token);
        scripts.get(token.secret(), ME);

        assertThat(first).isNotNull();
        assertThat(lastUse(token)).isEqualTo(first);
        nodes.stage.execute(
                "update governance_console.api_tokens set last_used_at = now() - interval '61 seconds' where token_id"
                        + " = ?",
                token.id());
        Object old = lastUse(token);
        scripts.get(token.secret(), ME);
        assertThat(lastUse(token)).isNotEqualTo(old);
    }

    @Test
    void theTokenOfTheConfigurationReadsAndIsNobodys() throws Exception {
        HttpResponse<String> me = scripts.get(AuthConsole.LEGACY, ME);

        assertThat(json(me).path("username").asText()).isEqualTo("legacy-token");
        assertThat(json(me).path("role").asText()).isEqualTo("viewer");
        assertThat(json(me).path("permissions").toString()).isEqualTo("[\"read\",\"verify\"]");
        assertThat(json(me).path("expires_at").isNull()).isTrue();
        assertThat(scripts.get(AuthConsole.LEGACY, "/api/events").statusCode()).isEqualTo(200);
        assertThat(code(scripts.send(AuthConsole.LEGACY, "POST", GATE + "/grant", "{}")))
                .isEqualTo("403 scope");
        assertThat(code(scripts.send(AuthConsole.LEGACY, "POST", "/api/agents/refund-agent/halt", WHY)))
                .isEqualTo("403 scope");
        assertThat(code(scripts.send(
                        AuthConsole.LEGACY,
                        "POST",
                        "/api/verifications",
                        "{\"session_id\":\"" + new UUID(1, 9) + "\"}")))
                .isEqualTo("403 read_only");
        for (String whole : List.of("verify-chain", "export")) {
            assertThat(code(scripts.send(AuthConsole.LEGACY, "POST", "/api/compliance/" + whole, "{}")))
                    .as(whole)
                    .isEqualTo("403 read_only");
        }
        assertThat(scripts.get(AuthConsole.LEGACY, "/api/session/" + new UUID(1, 9) + "/verify")
                        .statusCode())
                .isEqualTo(200);
        assertThat(code(scripts.get(AuthConsole.LEGACY, TOKENS))).isEqualTo("403 person_needed");
        CompletableFuture<List<String>> stream = scripts.stream("x-governance-token", "Bearer " + AuthConsole.LEGACY);
        assertThat(stream).isNotDone();
        stream.cancel(true);
        assertThat(code(refused("GET", ME, "authorization", "Bearer " + AuthConsole.LEGACY.replaceFirst(".$", "0"))))
                .isEqualTo("401 invalid_token");
    }

    @Test
    void nobodyIsCalledAsTheTokenOfTheConfiguration() {
        HttpResponse<String> answer =
                nodes.send(admin, "POST", "/api/auth/users", Json.write(Map.of("username", "Legacy-Token")));

        assertThat(code(answer)).isEqualTo("422 invalid_username");
    }

    @Test
    void aTokenMakesNoToken() {
        Token token = scripts.make(admin, SCOPES.toArray(String[]::new));

        HttpResponse<String> answer = scripts.send(token.secret(), "POST", TOKENS, Json.write(body("read")));

        assertThat(code(answer)).isEqualTo("403 person_needed");
        assertThat(json(nodes.get(admin, TOKENS)).path("tokens")).hasSize(1);
    }
}
