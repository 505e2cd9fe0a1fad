package dev.governance.console.auth;

import static dev.governance.console.auth.TwoNodes.code;
import static dev.governance.console.auth.TwoNodes.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SessionVerdict;
import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has an admin's open browser has no admin's password. */
class UserStepUpTest {
    private static final String USERS = "/api/auth/users";

    private static TwoNodes nodes;
    private Person admin;

    /** What concerns an admin, or opens a door. */
    private enum Act {
        ADD("POST", "", "\"username\":\"marie\",\"role\":\"admin\""),
        PROMOTE("PATCH", "/%s", "\"role\":\"admin\""),
        OPEN("PATCH", "/%s", "\"disabled\":false"),
        SHUT_OUT("PATCH", "/%s", "\"disabled\":true"),
        DEMOTE("PATCH", "/%s", "\"role\":\"viewer\""),
        RESET("POST", "/%s/reset-password", "\"password\":null");

        private final String method;
        private final String path;
        private final String members;

        Act(String method, String path, String members) {
            this.method = method;
            this.path = path;
            this.members = members;
        }

        private Person target() {
            return switch (this) {
                case ADD, SHUT_OUT, DEMOTE, RESET -> nodes.admin();
                case PROMOTE -> nodes.viewer();
                case OPEN -> shutOut(nodes.viewer());
            };
        }

        private static Person shutOut(Person person) {
            nodes.stage.execute(
                    "update governance_console_users set disabled = true where user_id = ?", person.userId());
            return person;
        }

        private HttpResponse<String> by(Person by, Person target, @Nullable String password) {
            return nodes.send(by, method, USERS + path.formatted(target.userId()), body(members, password));
        }
    }

    private static String body(String members, @Nullable String password) {
        return password == null ? "{" + members + "}" : "{" + members + ",\"password_of_caller\":\"" + password + "\"}";
    }

    @BeforeAll
    static void start() throws Exception {
        nodes = new TwoNodes();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @BeforeEach
    void anAdmin() {
        nodes.forget();
        admin = nodes.admin();
    }

    private static List<Map<String, Object>> users() {
        return nodes.stage.rows(
                "select username, role, disabled, password_hash from governance_console_users" + " order by username");
    }

    private static String last(String kind) {
        List<String> told = nodes.told(kind);
        return told.get(told.size() - 1);
    }

    @ParameterizedTest
    @EnumSource
    void withoutThePasswordOfWhoeverActsNothingChanges(Act act) {
        Person target = act.target();
        List<Map<String, Object>> before = users();

        HttpResponse<String> answer = act.by(admin, target, null);

        assertThat(code(answer)).isEqualTo("403 step_up");
        assertThat(json(answer).path("detail").asText()).contains("your own password", "password_of_caller");
        assertThat(users()).isEqualTo(before);
        assertThat(last("console.refused")).contains("\"step_up\"", "\"act\": \"users.", admin.username());
    }

    @ParameterizedTest
    @EnumSource
    void withAWrongPasswordNothingChangesAndTheTryCounts(Act act) {
        Person target = act.target();
        List<Map<String, Object>> before = users();

        HttpResponse<String> answer = act.by(admin, target, "not the password");

        assertThat(code(answer)).isEqualTo("403 wrong_password");
        assertThat(users()).isEqualTo(before);
        assertThat(last("console.refused"))
                .contains("wrong_password", "auth.step-up", admin.username())
                .doesNotContain("not the password");
        assertThat(nodes.stage.rows("select username from governance_console.sign_in_accounts"))
                .extracting(row -> row.get("username"))
                .containsExactly(admin.username());
    }

    @ParameterizedTest
    @EnumSource
    void withThePasswordItIsDoneAndTheLogSaysThatItWasAsked(Act act) {
        Person target = act.target();
        List<Map<String, Object>> before = users();

        HttpResponse<String> answer = act.by(admin, target, AuthConsole.PASSWORD);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(AuthConsole.PASSWORD);
        assertThat(users()).isNotEqualTo(before);
        assertThat(last("console.step_up")).contains(admin.username()).doesNotContain(AuthConsole.PASSWORD);
        assertThat(nodes.stage.verdict(AuditEntry.CONSOLE_SESSION).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void whatConcernsViewersAloneTakesNone() {
        Person viewer = nodes.viewer();
        String one = USERS + "/" + viewer.userId();

        for (HttpResponse<String> answer : List.of(
                nodes.send(admin, "POST", USERS, "{\"username\":\"marie\"}"),
                nodes.send(admin, "POST", one + "/reset-password", null),
                nodes.send(admin, "PATCH", one, "{\"role\":\"viewer\",\"disabled\":true}"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void aPasswordThatIsSentIsAskedForWhateverItIsAbout() {
        HttpResponse<String> answer =
                nodes.send(admin, "POST", USERS, body("\"username\":\"marie\"", "not the password"));

        assertThat(code(answer)).isEqualTo("403 wrong_password");
        assertThat(users()).hasSize(1);
    }

    @Test
    void whoeverBecameAnAdminWhileTheTurnWasWaitedForIsOne() throws Exception {
        Person viewer = nodes.viewer();
        CompletableFuture<HttpResponse<String>> answer;
        try (var connection = nodes.stage.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(1735357042, 30)");
            answer = nodes.sending(nodes.here, admin, "PATCH", USERS + "/" + viewer.userId(), "{\"disabled\":true}");
            Eventually.holds("the change waits", () -> nodes.stage.waiting() == 1);
            statement.execute(
                    "update governance_console_users set role = 'admin' where user_id = '" + viewer.userId() + "'");
            connection.commit();
        }

        assertThat(code(answer.join())).isEqualTo("403 step_up");
    }

    /** At the other node, which remembers for a minute whom it made wait. */
    @Test
    void guessesCountLikeTriesToSignIn() {
        Person other = nodes.admin();
        List<Map<String, Object>> before = users();
        for (int i = 0; i < 5; i++) {
            assertThat(code(there(other, "guess " + i))).isEqualTo("403 wrong_password");
        }

        HttpResponse<String> answer = there(other, AuthConsole.PASSWORD);

        assertThat(code(answer)).isEqualTo("429 too_many_tries");
        assertThat(answer.headers().firstValueAsLong("retry-after")).isPresent();
        assertThat(users()).isEqualTo(before);
    }

    private HttpResponse<String> there(Person other, String password) {
        return nodes.sending(
                        nodes.there, admin, "PATCH", USERS + "/" + other.userId(), body("\"disabled\":true", password))
                .join();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["secret-one"]                                  | 422
            {"secret-one":1}                                | 422
            "secret-one","password_of_caller":"secret-two"  | 400
            """)
    void aPasswordThatIsNoTextOrIsGivenTwiceIsRefusedWithoutRepeatingIt(String password, int status) {
        HttpResponse<String> answer =
                nodes.send(admin, "POST", USERS, "{\"username\":\"marie\",\"password_of_caller\":" + password + "}");

        assertThat(code(answer)).isEqualTo(status + " invalid_body");
        assertThat(answer.body()).doesNotContain("secret-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/%s", "/%s/reset-password"})
    void aPasswordThatIsTooLongIsRefusedAtEveryRoute(String path) {
        String method = path.equals("/%s") ? "PATCH" : "POST";
        String members = path.isEmpty() ? "\"username\":\"marie\"," : path.equals("/%s") ? "\"disabled\":true," : "";

        HttpResponse<String> answer = nodes.send(
                admin,
                method,
                USERS + path.formatted(admin.userId()),
                "{" + members + "\"password_of_caller\":\"" + "x".repeat(1025) + "\"}");

        assertThat(code(answer)).isEqualTo("422 invalid_body");
        assertThat(answer.body()).contains("password_of_caller").doesNotContain("xxx");
    }
}
