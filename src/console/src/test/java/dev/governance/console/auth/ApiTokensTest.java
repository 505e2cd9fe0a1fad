package dev.governance.console.auth;

import static dev.governance.console.auth.Scripts.TOKENS;
import static dev.governance.console.auth.Scripts.body;
import static dev.governance.console.auth.TwoNodes.code;
import static dev.governance.console.auth.TwoNodes.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.auth.Scripts.Token;
import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.Json;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/auth/tokens}: people make tokens, see them and end them. */
class ApiTokensTest {
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

    private static List<String> ids(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).findValuesAsText("token_id");
    }

    private static HttpResponse<String> revoke(Person by, Object tokenId) {
        return nodes.send(by, "DELETE", TOKENS + "/" + tokenId, null);
    }

    @Test
    void aSecretIsToldOnceAndStoredAsItsHash() {
        HttpResponse<String> answer = scripts.tryToMake(admin, body("verify", "read"));

        String secret = json(answer).path("secret").asText();
        JsonNode token = json(answer).path("token");
        assertThat(secret).matches("gvc_[A-Za-z0-9_-]{43}");
        assertThat(token.path("scopes").toString()).isEqualTo("[\"read\",\"verify\"]");
        assertThat(token.path("username").asText()).isEqualTo(admin.username());
        assertThat(token.path("last_used_at").isNull()
                        && token.path("revoked_at").isNull())
                .isTrue();
        Map<String, Object> row = nodes.stage.one(
                "select token_hash, expires_at - created_at = interval '720 hours' as"
                        + " month from governance_console.api_tokens where token_id = ?::uuid",
                token.path("token_id").asText());
        assertThat(row.get("token_hash")).isEqualTo(SessionToken.hash(secret));
        assertThat(row.get("month")).isEqualTo(true);
        assertThat(nodes.get(admin, TOKENS).body()).doesNotContain(secret, SessionToken.hash(secret));
        assertThat(last("console.api_token_created"))
                .contains(
                        "\"access_id\": \"" + token.path("token_id").asText() + "\"",
                        "\"name\": \"nightly report\"",
                        "\"user\": \"" + admin.username() + "\"")
                .doesNotContain(secret, SessionToken.hash(secret));
        assertThat(nodes.stage.verdict(AuditEntry.CONSOLE_SESSION).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void twoSecretsAreNeverTheSame() {
        assertThat(scripts.make(viewer, "read").secret())
                .isNotEqualTo(scripts.make(viewer, "read").secret());
    }

    static Stream<Arguments> wrongWishes() {
        return Stream.of(
                Arguments.of("422 invalid_body", Map.of("name", "", "scopes", List.of("read"), "expires_in_days", 1)),
                Arguments.of(
                        "422 invalid_name", Map.of("name", "\u0007", "scopes", List.of("read"), "expires_in_days", 1)),
                Arguments.of(
                        "422 invalid_name",
                        Map.of("name", "x".repeat(101), "scopes", List.of("read"), "expires_in_days", 1)),
                Arguments.of(
                        "422 invalid_body",
                        Map.of("name", "x".repeat(300), "scopes", List.of("read"), "expires_in_days", 1)),
                Arguments.of("422 invalid_scopes", Map.of("name", "x", "scopes", List.of(), "expires_in_days", 1)),
                Arguments.of("422 invalid_scopes", Map.of("name", "x", "scopes", List.of("all"), "expires_in_days", 1)),
                Arguments.of(
                        "422 invalid_scopes",
                        Map.of("name", "x", "scopes", List.of("read", "users.manage"), "expires_in_days", 1)),
                Arguments.of("422 invalid_body", Map.of("name", "x", "scopes", "read", "expires_in_days", 1)),
                Arguments.of("422 invalid_body", Map.of("name", "x", "expires_in_days", 1)),
                Arguments.of("422 invalid_body", Map.of("name", "x", "scopes", List.of("read"))),
                Arguments.of(
                        "422 invalid_expires_in_days",
                        Map.of("name", "x", "scopes", List.of("read"), "expires_in_days", 0)),
                Arguments.of(
                        "422 invalid_expires_in_days",
                        Map.of("name", "x", "scopes", List.of("read"), "expires_in_days", 366)),
                Arguments.of(
                        "422 invalid_body", Map.of("name", "x", "scopes", List.of("read"), "expires_in_days", 1.5)),
                Arguments.of(
                        "422 invalid_body",
                        Map.of("name", "x", "scopes", List.of("read"), "expires_in_days", 1, "never", true)));
    }

    @ParameterizedTest
    @MethodSource("wrongWishes")
    void whatIsWishedForWronglyIsNotMade(String expected, Map<String, Object> wish) {
        assertThat(code(scripts.tryToMake(admin, wish))).isEqualTo(expected);
        assertThat(ids(nodes.get(admin, TOKENS))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"approvals.decide", "agents.halt"})
    void aViewerMakesNoTokenThatDoesMoreThanAViewer(String scope) {
        HttpResponse<String> answer = scripts.tryToMake(viewer, body("read", scope));

        assertThat(code(answer)).isEqualTo("403 scope_beyond_role");
        assertThat(json(answer).path("detail").asText()).contains("viewer", "read, verify");
        assertThat(last("console.refused")).contains("tokens.create", viewer.username());
    }

    @Test
    void anOpenBrowserIsNotEnoughToMakeOne() {
        Map<String, Object> without = new HashMap<>(body("read"));
        without.remove("password_of_caller");
        Map<String, Object> wrong = new HashMap<>(body("read"));
        wrong.put("password_of_caller", "not the password");

        assertThat(code(scripts.tryToMake(viewer, without))).isEqualTo("403 step_up");
        assertThat(last("console.refused")).contains("\"step_up\"", "tokens.create", viewer.username());
        assertThat(code(scripts.tryToMake(viewer, wrong))).isEqualTo("403 wrong_password");
        assertThat(last("console.refused")).contains("wrong_password").doesNotContain("not the password");
        assertThat(ids(nodes.get(viewer, TOKENS))).isEmpty();
    }

    @Test
    void whoIsSignedOutBehindTheDoorMakesNone() throws Exception {
        CompletableFuture<HttpResponse<String>> answer;
        try (Connection connection = nodes.stage.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(1735357042, 30)");
            answer = nodes.sending(nodes.here, viewer, "POST", TOKENS, Json.write(body("read")));
            Eventually.holds("the making waits", () -> nodes.stage.waiting() == 1);
            nodes.stage.execute(
                    "update governance_console.sessions set ended_at = now(), ended_reason = 'revoked' where"
                            + " session_id = ?",
                    viewer.sessionId());
            connection.rollback();
        }

        assertThat(code(answer.join())).isEqualTo("401 not_signed_in");
        assertThat(nodes.stage.rows("select 1 from governance_console.api_tokens where user_id = ?", viewer.userId()))
                .isEmpty();
    }

    private static void manyTokens(Person owner, int number) {
        nodes.stage.execute(
                "insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, expires_at)"
                        + " select gen_random_uuid(), encode(sha256(random()::text::bytea), 'hex'), ?, 'one of many',"
                        + " '{read}', now() + interval '1 day' from generate_series(1, ?)",
                owner.userId(),
                number);
    }

    @Test
    void ofTwoWhoMakeTheLastOneAtOnceOneDoes() {
        manyTokens(viewer, 49);
        String wish = Json.write(body("read"));

        CompletableFuture<HttpResponse<String>> first = nodes.sending(nodes.here, viewer, "POST", TOKENS, wish);
        CompletableFuture<HttpResponse<String>> second = nodes.sending(nodes.there, viewer, "POST", TOKENS, wish);

        assertThat(List.of(code(first.join()).trim(), code(second.join()).trim()))
                .containsExactlyInAnyOrder("200", "409 too_many_tokens");
        assertThat(ids(nodes.get(viewer, TOKENS))).hasSize(50);
    }

    @Test
    void whatIsOverMakesRoom() {
        manyTokens(viewer, 50);
        nodes.stage.execute(
                "update governance_console.api_tokens set revoked_at = now() where token_id in"
                        + " (select token_id from governance_console.api_tokens where user_id = ? limit 1)",
                viewer.userId());

        assertThat(scripts.tryToMake(viewer, body("read")).statusCode()).isEqualTo(200);
    }

    @Test
    void peopleSeeTheirOwnAndAdminsEverybodys() {
        Token own = scripts.make(viewer, "read");
        Token others = scripts.make(admin, "read");

        assertThat(ids(nodes.get(viewer, TOKENS))).containsExactly(own.id().toString());
        assertThat(ids(nodes.get(admin, TOKENS))).containsExactly(others.id().toString());
        assertThat(ids(nodes.get(admin, TOKENS + "?all=true")))
                .containsExactly(others.id().toString(), own.id().toString());
        assertThat(code(nodes.get(viewer, TOKENS + "?all=true"))).isEqualTo("403 role");
        assertThat(last("console.refused")).contains("tokens.list", viewer.username());
    }

    @Test
    void aLongListGoesOnWhereTheCursorSays() {
        manyTokens(viewer, 5); // made in one transaction, so that the id decides
        List<String> all = ids(nodes.get(viewer, TOKENS));

        List<String> read = new ArrayList<>();
        JsonNode page = json(nodes.get(viewer, TOKENS + "?limit=2"));
        read.addAll(page.findValuesAsText("token_id"));
        while (!page.path("next_cursor").isNull()) {
            page = json(nodes.get(
                    viewer,
                    TOKENS + "?limit=2&cursor=" + page.path("next_cursor").asText()));
            read.addAll(page.findValuesAsText("token_id"));
        }

        assertThat(read).hasSize(5).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=x", "limit=501", "limit=0", "all=yes", "user_id=x"})
    void aListThatIsAskedForWronglyIsRefused(String query) {
        assertThat(nodes.get(admin, TOKENS + "?" + query).statusCode())
                .isEqualTo(query.startsWith("cursor") ? 400 : 422);
    }

    @Test
    void aRevokedTokenIsShownAsThatAndOpensNothingOnAnyNode() throws Exception {
        Token token = scripts.make(viewer, "read");

        HttpResponse<String> answer = revoke(viewer, token.id());

        assertThat(answer.body()).isEqualTo("{\"ok\":true,\"token_id\":\"" + token.id() + "\"}");
        assertThat(code(scripts.get(token.secret(), "/api/auth/me"))).isEqualTo("401 invalid_token");
        assertThat(json(nodes.get(viewer, TOKENS)).findValue("revoked_at").isNull())
                .isFalse();
        assertThat(last("console.api_token_revoked"))
                .contains("\"access_id\": \"" + token.id() + "\"", "\"by\": \"" + viewer.username() + "\"");
        assertThat(code(revoke(viewer, token.id()))).isEqualTo("404 unknown_token");
        assertThat(nodes.stage.verdict(AuditEntry.CONSOLE_SESSION).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void anAdminEndsAnybodysAndAViewerNobodyElses() {
        Token ofViewer = scripts.make(viewer, "read");
        Token ofAdmin = scripts.make(admin, "read");

        assertThat(code(revoke(viewer, ofAdmin.id()))).isEqualTo("404 unknown_token");
        assertThat(last("console.refused")).contains("tokens.revoke", viewer.username());
        assertThat(scripts.get(ofAdmin.secret(), "/api/auth/me").statusCode()).isEqualTo(200);
        assertThat(revoke(admin, ofViewer.id()).statusCode()).isEqualTo(200);
        assertThat(code(revoke(admin, UUID.randomUUID()))).isEqualTo("404 unknown_token");
        assertThat(code(revoke(admin, "x"))).isEqualTo("422 invalid_token_id");
    }

    @Test
    void ofTwoWhoEndOneAtOnceOneDoes() {
        Token token = scripts.make(viewer, "read");
        String path = TOKENS + "/" + token.id();
        int rows = nodes.told("console.api_token_revoked").size();

        CompletableFuture<HttpResponse<String>> first = nodes.sending(nodes.here, viewer, "DELETE", path, null);
        CompletableFuture<HttpResponse<String>> second = nodes.sending(nodes.there, admin, "DELETE", path, null);

        assertThat(List.of(code(first.join()).trim(), code(second.join()).trim()))
                .containsExactlyInAnyOrder("200", "404 unknown_token");
        assertThat(nodes.told("console.api_token_revoked")).hasSize(rows + 1);
    }

    @Test
    void whoIsDeletedLeavesNoToken() {
        Token token = scripts.make(viewer, "read");

        nodes.stage.execute("delete from governance_console_users where user_id = ?", viewer.userId());

        assertThat(code(scripts.get(token.secret(), "/api/auth/me"))).isEqualTo("401 invalid_token");
    }
}
