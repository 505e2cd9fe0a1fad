package dev.governance.console.auth;

import static dev.governance.console.auth.TwoNodes.code;
import static dev.governance.console.auth.TwoNodes.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/auth/users} of a console beside another one. */
class UsersApiTest {
    private static final String USERS = "/api/auth/users";
    private static final String SECRET = "zebra zebra lamp 4711";

    private static TwoNodes nodes;
    private Person admin;

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

    private HttpResponse<String> add(String body) {
        return nodes.send(admin, "POST", USERS, body);
    }

    /** With the password of whoever acts. */
    private static String sure(String body) {
        return body.replaceFirst("}$", ",\"password_of_caller\":\"" + AuthConsole.PASSWORD + "\"}");
    }

    private HttpResponse<String> change(Person by, UUID userId, String body) {
        return nodes.send(by, "PATCH", USERS + "/" + userId, body);
    }

    @Test
    void aPasswordThatNobodyChoseIsToldOnceAndOpensTheOtherNode() {
        JsonNode added = json(add("{\"username\":\"Marie.Curie@example.org\"}"));
        String password = added.path("password").asText();

        assertThat(added.path("ok").asBoolean()).isTrue();
        assertThat(added.path("username").asText()).isEqualTo("marie.curie@example.org");
        assertThat(added.path("role").asText()).isEqualTo("viewer");
        assertThat(nodes.signIn(nodes.there, "marie.curie@example.org", password)
                        .statusCode())
                .isEqualTo(200);
        assertThat(nodes.get(admin, USERS).body())
                .contains("marie.curie@example.org")
                .doesNotContain(password);
        assertThat(nodes.told("console.user_added").toString())
                .contains(
                        "\"by\": \"" + admin.username() + "\"",
                        "\"by_id\": \"" + admin.userId() + "\"",
                        added.path("user_id").asText())
                .doesNotContain(password);
        assertThat(nodes.stage.verdict(AuditEntry.CONSOLE_SESSION).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void aPasswordThatWasChosenIsNotToldBack() {
        HttpResponse<String> answer =
                add(sure("{\"username\":\"marie\",\"password\":\"" + SECRET + "\",\"role\":\"admin\"}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"role\":\"admin\"", "\"password\":null")
                .doesNotContain(SECRET);
        assertThat(nodes.signIn(nodes.here, "marie", SECRET).body()).contains("\"role\":\"admin\"");
    }

    @Test
    void aListIsInTheOrderOfAddingWithTheMembersOfThePythonConsole() {
        Person viewer = nodes.viewer();

        JsonNode users = json(nodes.get(admin, USERS));

        assertThat(users.findValuesAsText("user_id"))
                .containsExactly(admin.userId().toString(), viewer.userId().toString());
        assertThat(users.get(0).fieldNames())
                .toIterable()
                .containsExactly("user_id", "username", "role", "disabled", "created_at", "updated_at", "last_seen_at");
    }

    @Test
    void whenSomebodyWasHereStaysKnownAfterTheySignedOut() {
        Person viewer = nodes.viewer();
        String never = json(add("{\"username\":\"marie\"}")).path("user_id").asText();
        nodes.stage.execute(
                "update governance_console.sessions set last_seen_at = '2026-01-02T03:04:05Z' where session_id = ?",
                viewer.sessionId());
        nodes.send(admin, "DELETE", "/api/auth/sessions?user_id=" + viewer.userId(), null);

        JsonNode users = json(nodes.get(admin, USERS));

        assertThat(users.get(1).path("last_seen_at").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(users.get(2).path("user_id").asText()).isEqualTo(never);
        assertThat(users.get(2).path("last_seen_at").isNull()).isTrue();
    }

    @Test
    void aLongListGoesOnWhereItsLinkLeads() {
        List<String> all = new ArrayList<>(List.of(admin.userId().toString()));
        for (int i = 0; i < 4; i++) {
            all.add(nodes.viewer().userId().toString());
        }
        nodes.stage.execute("update governance_console_users set created_at = now()"); // the id decides

        List<String> read = new ArrayList<>();
        String next = USERS + "?limit=2";
        while (!next.isEmpty()) {
            HttpResponse<String> page = nodes.get(admin, next);
            read.addAll(json(page).findValuesAsText("user_id"));
            next = page.headers()
                    .firstValue("link")
                    .map(link -> link.replaceAll("^<(.*)>; rel=\"next\"$", "$1"))
                    .orElse("");
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?cursor=1",
                "?cursor=-1.x",
                "?cursor=1%27.",
                "?limit=0",
                "?limit=1001",
                "?offset=1",
                "?limit=1&limit=2"
            })
    void aListThatIsAskedForWronglyIsRefused(String query) {
        assertThat(nodes.get(admin, USERS + query).statusCode()).isEqualTo(query.startsWith("?cursor") ? 400 : 422);
    }

    static String[] bodies() {
        return new String[] {
            "",
            "null",
            "[]",
            "\"" + SECRET + "\"",
            "{\"password\":\"" + SECRET + "\"}",
            "{\"username\":\"marie\",\"password\":[\"" + SECRET + "\"]}",
            "{\"username\":{\"" + SECRET + "\":1}}",
            "{\"username\":\"marie\",\"" + SECRET + "\":1}",
            "{\"username\":\"marie\",\"password\":\"" + SECRET.repeat(60) + "\"}",
            "{\"username\":\"" + SECRET.repeat(20) + "\"}",
        };
    }

    static String[] malformed() {
        return new String[] {
            "{\"username\":\"marie\",\"password\":\"" + SECRET + "\"",
            "{\"username\":\"marie\",\"password\":\"" + SECRET + "\",\"password\":\"" + SECRET + "\"}",
            "{\"username\":\"marie\",\"password\":" + "[".repeat(30_000),
            "{\"username\":\"marie\"} " + SECRET,
        };
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatDoesNotFitIsRefusedWithoutRepeatingIt(String body) {
        HttpResponse<String> answer = add(body);

        assertThat(code(answer)).isEqualTo("422 invalid_body");
        assertThat(answer.body()).doesNotContain("zebra", "marie").hasSizeLessThan(600);
        assertThat(nodes.get(admin, USERS).body()).doesNotContain("marie");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aBodyThatIsNoJsonIsRefusedWithoutRepeatingIt(String body) {
        HttpResponse<String> answer = add(body);

        assertThat(code(answer)).isEqualTo("400 invalid_body");
        assertThat(answer.body()).doesNotContain("zebra", "marie").hasSizeLessThan(600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ünal", "a\u0000b", "a\nb", "\u202eeiram", "🦉", "' or 1=1 --"})
    void whatIsNoNameIsRefusedAndAudited(String name) {
        HttpResponse<String> answer = add(Json.write(Map.of("username", name, "password", SECRET)));

        assertThat(code(answer)).isEqualTo("422 invalid_username");
        assertThat(nodes.told("console.refused").toString())
                .contains("users.add")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "password1234, 400 weak_password",
        "short, 422 invalid_password",
        "abcabcabcabc, 400 weak_password",
    })
    void aPasswordThatDoesNotFitOrThatGuessersTryIsRefused(String password, String refused) {
        HttpResponse<String> answer = add("{\"username\":\"marie\",\"password\":\"" + password + "\"}");

        assertThat(code(answer)).isEqualTo(refused);
        assertThat(answer.body()).doesNotContain(password);
    }

    @Test
    void aRoleThatIsNoneAndANameThatIsTakenAreRefused() {
        assertThat(code(add("{\"username\":\"marie\",\"role\":\"root\"}"))).isEqualTo("422 invalid_role");
        assertThat(code(add("{\"username\":\"" + admin.username() + "\"}"))).isEqualTo("409 username_taken");
        assertThat(code(change(admin, admin.userId(), "{\"role\":\"root\"}"))).isEqualTo("422 invalid_role");
    }

    @Test
    void aChangeOfNothingOrOfNobodyIsRefused() {
        assertThat(code(change(admin, admin.userId(), "{}"))).isEqualTo("400 nothing_to_change");
        assertThat(code(change(admin, admin.userId(), "{\"disabled\":null}"))).isEqualTo("400 nothing_to_change");
        assertThat(code(change(admin, UUID.randomUUID(), "{\"disabled\":true}")))
                .isEqualTo("404 unknown_user");
        assertThat(code(change(admin, admin.userId(), "{\"disabled\":\"yes\"}")))
                .isEqualTo("422 invalid_body");
        assertThat(code(change(admin, admin.userId(), "{\"disabled\":true,\"username\":\"x\"}")))
                .isEqualTo("422 invalid_body");
        assertThat(code(nodes.send(admin, "PATCH", USERS + "/1-1-1-1-1", "{\"disabled\":true}")))
                .isEqualTo("422 invalid_user_id");
        assertThat(code(nodes.send(admin, "POST", USERS + "/" + UUID.randomUUID() + "/reset-password", "{}")))
                .isEqualTo("404 unknown_user");
    }

    @Test
    void whatIsSoAlreadyIsNoChangeAndEndsNothing() {
        Person viewer = nodes.viewer();
        int rows = nodes.told("console.role_changed").size();

        HttpResponse<String> answer = change(admin, viewer.userId(), "{\"role\":\"viewer\",\"disabled\":false}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(nodes.isSignedIn(viewer)).isTrue();
        assertThat(nodes.told("console.role_changed")).hasSize(rows);
    }

    @Test
    void roleAndDoorAreChangedAtOnceAndToldOneByOne() {
        Person viewer = nodes.viewer();

        HttpResponse<String> answer = change(admin, viewer.userId(), sure("{\"role\":\"admin\",\"disabled\":true}"));

        assertThat(answer.body())
                .isEqualTo("{\"ok\":true,\"user_id\":\"" + viewer.userId() + "\",\"username\":\"" + viewer.username()
                        + "\",\"role\":\"admin\",\"disabled\":true}");
        assertThat(last("console.role_changed"))
                .contains("\"role_before\": \"viewer\"", "\"role\": \"admin\"", viewer.username(), admin.username());
        assertThat(last("console.user_disabled")).contains(viewer.username(), admin.username());
        change(admin, viewer.userId(), sure("{\"disabled\":false}"));
        assertThat(last("console.user_enabled")).contains(viewer.username(), admin.username());
        assertThat(nodes.stage.verdict(AuditEntry.CONSOLE_SESSION).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    private static String last(String kind) {
        List<String> told = nodes.told(kind);
        return told.get(told.size() - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH |                 | {\"role\":\"admin\"}",
                "PATCH |                 | {\"disabled\":true}",
                "POST  | /reset-password | {\"password\":null}",
            })
    void whoseAccountIsChangedIsCutOffOnTheOtherNode(String method, String path, String body) throws Exception {
        Person viewer = nodes.viewer();
        CompletableFuture<List<String>> stream = nodes.stream(viewer);
        assertThat(nodes.isSignedIn(viewer)).isTrue();

        HttpResponse<String> answer =
                nodes.send(admin, method, USERS + "/" + viewer.userId() + (path == null ? "" : path), sure(body));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(nodes.isSignedIn(viewer)).isFalse();
        assertThat(stream.get(20, TimeUnit.SECONDS)).contains("event: bye"); // the nodes' own look comes each 30 s
        assertThat(nodes.isSignedIn(admin)).isTrue();
    }

    @Test
    void whoGotAnotherPasswordSignsInWithThatAlone() {
        Person viewer = nodes.viewer();

        JsonNode reset = json(nodes.send(admin, "POST", USERS + "/" + viewer.userId() + "/reset-password", null));

        assertThat(nodes.signIn(nodes.there, viewer.username(), AuthConsole.PASSWORD)
                        .statusCode())
                .isEqualTo(401);
        assertThat(nodes.signIn(
                                nodes.there,
                                viewer.username(),
                                reset.path("password").asText())
                        .statusCode())
                .isEqualTo(200);
        assertThat(last("console.password_reset")).contains(viewer.username(), admin.username());
    }

    @Test
    void nobodyResetsTheirOwnPasswordWithoutKnowingIt() {
        HttpResponse<String> answer = nodes.send(admin, "POST", USERS + "/" + admin.userId() + "/reset-password", "{}");

        assertThat(code(answer)).isEqualTo("409 own_password");
        assertThat(nodes.isSignedIn(admin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"disabled\":true}", "{\"role\":\"viewer\"}"})
    void theLastAdminWhoCanSignInStays(String body) {
        Person other = nodes.admin();
        assertThat(change(admin, other.userId(), sure("{\"disabled\":true}")).statusCode())
                .isEqualTo(200);

        HttpResponse<String> answer = change(admin, admin.userId(), sure(body));

        assertThat(code(answer)).isEqualTo("409 last_admin");
        assertThat(nodes.isSignedIn(admin)).isTrue();
        assertThat(nodes.told("console.refused").toString()).contains("last_admin");
    }

    /** Both get past the door, as they wait for the same lock behind it. */
    @ParameterizedTest
    @CsvSource({"2, {\"role\":\"viewer\"}", "3, {\"role\":\"viewer\"}", "3, {\"disabled\":true}"})
    void ofTwoAdminsWhoEndEachOtherOneWins(int admins, String body) throws Exception {
        Person other = nodes.admin();
        if (admins > 2) {
            nodes.admin();
        }
        CompletableFuture<HttpResponse<String>> first;
        CompletableFuture<HttpResponse<String>> second;
        try (var connection = nodes.stage.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(1735357042, 30)");
            first = nodes.sending(nodes.here, admin, "PATCH", USERS + "/" + other.userId(), sure(body));
            second = nodes.sending(nodes.there, other, "PATCH", USERS + "/" + admin.userId(), sure(body));
            Eventually.holds("both wait", () -> nodes.stage.waiting() == 2);
            connection.rollback();
        }

        assertThat(List.of(code(first.join()).trim(), code(second.join()).trim()))
                .containsExactlyInAnyOrder("200", "401 not_signed_in");
        assertThat(List.of(nodes.isSignedIn(admin), nodes.isSignedIn(other))).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aViewerMayNothingHereAndThatIsRecorded() {
        Person viewer = nodes.viewer();
        String one = USERS + "/" + admin.userId();

        for (HttpResponse<String> answer : List.of(
                nodes.get(viewer, USERS),
                nodes.send(viewer, "POST", USERS, "{\"username\":\"marie\"}"),
                nodes.send(viewer, "PATCH", one, "{\"disabled\":true}"),
                nodes.send(viewer, "PATCH", USERS + "/" + viewer.userId(), "{\"role\":\"admin\"}"),
                nodes.send(viewer, "POST", one + "/reset-password", "{}"))) {
            assertThat(code(answer)).isEqualTo("403 role");
        }
        Eventually.holds(
                "it is recorded",
                () -> nodes.told("console.refused").stream()
                        .anyMatch(row -> row.contains("users.manage") && row.contains(viewer.username())));
        assertThat(nodes.isSignedIn(admin)).isTrue();
    }

    @Test
    void whoIsNotSignedInHearsNothing() {
        Person nobody = new Person(UUID.randomUUID(), "nobody", UUID.randomUUID(), SessionToken.random());

        assertThat(code(nodes.get(nobody, USERS))).isEqualTo("401 not_signed_in");
        assertThat(code(nodes.send(nobody, "POST", USERS, "{\"username\":\"marie\"}")))
                .isEqualTo("401 not_signed_in");
    }
}
