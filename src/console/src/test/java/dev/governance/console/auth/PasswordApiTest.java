package dev.governance.console.auth;

import static dev.governance.console.auth.AuthConsole.PASSWORD;
import static dev.governance.console.auth.TwoNodes.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SessionVerdict;
import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/auth/password}: changing one's own. */
class PasswordApiTest {
    private static final String PATH = "/api/auth/password";
    private static final String NEXT = "polonium and radium";

    private static TwoNodes nodes;
    private Person viewer;

    @BeforeAll
    static void start() throws Exception {
        nodes = new TwoNodes();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @BeforeEach
    void somebody() {
        nodes.forget();
        viewer = nodes.viewer();
    }

    private static String body(String current, String next) {
        return Json.write(Map.of("current", current, "new", next));
    }

    private HttpResponse<String> change(String current, String next) {
        return nodes.send(viewer, "POST", PATH, body(current, next));
    }

    private static Person holding(Person person, HttpResponse<String> answer) {
        String token = answer.headers()
                .firstValue("set-cookie")
                .orElseThrow()
                .replaceAll("^governance_session=([^;]*);.*$", "$1");
        return new Person(person.userId(), person.username(), new UUID(0, 0), token);
    }

    @Test
    void whoKnowsTheOldPasswordGoesOnWithANewSessionAndNobodyElseDoes() throws Exception {
        Person elsewhere = nodes.again(viewer);
        CompletableFuture<List<String>> stream = nodes.stream(elsewhere);

        HttpResponse<String> answer = change(PASSWORD, NEXT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"ok\":true", "\"expires_at\":", "\"idle_expires_at\":");
        assertThat(answer.headers().firstValue("set-cookie").orElse(""))
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict");
        Person now = holding(viewer, answer);
        assertThat(now.token()).hasSize(43).isNotEqualTo(viewer.token());
        assertThat(nodes.isSignedIn(now)).isTrue();
        assertThat(nodes.isSignedIn(viewer)).isFalse();
        assertThat(nodes.isSignedIn(elsewhere)).isFalse();
        assertThat(stream.get(20, TimeUnit.SECONDS)).contains("event: bye");
        assertThat(nodes.signIn(nodes.there, viewer.username(), PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(nodes.signIn(nodes.there, viewer.username(), NEXT).statusCode())
                .isEqualTo(200);
        List<String> told = nodes.told("console.password_changed");
        assertThat(told.get(told.size() - 1))
                .contains(viewer.username(), "\"by_id\": \"" + viewer.userId())
                .doesNotContain(PASSWORD, NEXT, now.token());
        assertThat(nodes.stage.verdict(AuditEntry.CONSOLE_SESSION).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void aWrongPasswordChangesNothingAndIsRecorded() {
        HttpResponse<String> answer = change("not the password", NEXT);

        assertThat(code(answer)).isEqualTo("403 wrong_password");
        assertThat(nodes.isSignedIn(viewer)).isTrue();
        assertThat(nodes.signIn(nodes.here, viewer.username(), PASSWORD).statusCode())
                .isEqualTo(200);
        List<String> refused = nodes.told("console.refused");
        assertThat(refused.get(refused.size() - 1))
                .contains("auth.change-password", "wrong_password", viewer.username())
                .doesNotContain("not the password", NEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "short, 422 invalid_password",
        "password1234, 400 weak_password",
    })
    void aPasswordThatDoesNotDoIsRefused(String next, String refused) {
        HttpResponse<String> answer = change(PASSWORD, next);

        assertThat(code(answer)).isEqualTo(refused);
        assertThat(nodes.isSignedIn(viewer)).isTrue();
    }

    @Test
    void theSamePasswordIsNoOther() {
        Person now = holding(viewer, change(PASSWORD, NEXT));

        assertThat(code(nodes.send(now, "POST", PATH, body(NEXT, NEXT)))).isEqualTo("400 same_password");
        assertThat(nodes.isSignedIn(now)).isTrue();
    }

    @Test
    void aPasswordOfHalfACharacterIsRefusedAndOneOfWordsInAnyScriptIsNot() {
        assertThat(code(nodes.send(
                        viewer,
                        "POST",
                        PATH,
                        "{\"current\":\"" + PASSWORD + "\",\"new\":\"zebra lamp river \\ud83e\"}")))
                .isEqualTo("422 invalid_password");
        assertThat(change(PASSWORD, "зебра лампа река 🦉").statusCode()).isEqualTo(200);
        assertThat(nodes.signIn(nodes.here, viewer.username(), "зебра лампа река 🦉")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"current\":\"secret-one\"}",
                "{\"current\":\"secret-one\",\"new\":[\"secret-two\"]}",
                "{\"current\":\"secret-one\",\"next\":\"secret-two\"}",
            })
    void aBodyThatDoesNotFitIsRefusedWithoutRepeatingIt(String body) {
        HttpResponse<String> answer = nodes.send(viewer, "POST", PATH, body);

        assertThat(code(answer)).isEqualTo("422 invalid_body");
        assertThat(answer.body()).doesNotContain("secret-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"current\":\"secret-one\",\"new\":\"secret-two\",\"new\":\"secret-three\"}",
                "{\"current\":\"secret-one\",\"new\":\"secret-two",
            })
    void aBodyThatIsNoJsonIsRefusedWithoutRepeatingIt(String body) {
        HttpResponse<String> answer = nodes.send(viewer, "POST", PATH, body);

        assertThat(code(answer)).isEqualTo("400 invalid_body");
        assertThat(answer.body()).doesNotContain("secret-");
    }

    @Test
    void ofTwoChangesAtOnceOneWins() throws Exception {
        Person elsewhere = nodes.again(viewer);
        CompletableFuture<HttpResponse<String>> first;
        CompletableFuture<HttpResponse<String>> second;
        try (var connection = nodes.stage.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(1735357042, 30)");
            first = nodes.sending(nodes.here, viewer, "POST", PATH, body(PASSWORD, NEXT));
            second = nodes.sending(nodes.there, elsewhere, "POST", PATH, body(PASSWORD, "radon and francium"));
            Eventually.holds("both wait", () -> nodes.stage.waiting() == 2);
            connection.rollback();
        }

        assertThat(List.of(code(first.join()).trim(), code(second.join()).trim()))
                .containsExactlyInAnyOrder("200", "401 not_signed_in");
    }
}
