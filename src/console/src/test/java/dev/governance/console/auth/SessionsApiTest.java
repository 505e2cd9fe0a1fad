package dev.governance.console.auth;

import static dev.governance.console.auth.TwoNodes.code;
import static dev.governance.console.auth.TwoNodes.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.ledger.AuditEntry;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/auth/sessions} of a console beside another one. */
class SessionsApiTest {
    private static final String SESSIONS = "/api/auth/sessions";

    private static TwoNodes nodes;
    private Person admin;
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
    void people() {
        nodes.forget();
        admin = nodes.admin();
        viewer = nodes.viewer();
    }

    private static List<String> ids(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).findValuesAsText("session_id");
    }

    private static HttpResponse<String> revoke(Person by, UUID sessionId) {
        return nodes.send(by, "DELETE", SESSIONS + "/" + sessionId, null);
    }

    private static String last(String kind) {
        List<String> told = nodes.told(kind);
        return told.get(told.size() - 1);
    }

    @Test
    void peopleSeeWhereTheyAreSignedInAndNoSecretOfIt() {
        Person elsewhere = nodes.again(viewer);

        HttpResponse<String> answer = nodes.get(viewer, SESSIONS);

        JsonNode newest = json(answer).path("sessions").get(0);
        assertThat(ids(answer))
                .containsExactly(
                        elsewhere.sessionId().toString(), viewer.sessionId().toString());
        assertThat(newest.fieldNames())
                .toIterable()
                .containsExactly(
                        "session_id",
                        "user_id",
                        "username",
                        "created_at",
                        "last_seen_at",
                        "expires_at",
                        "idle_expires_at",
                        "address",
                        "user_agent",
                        "current");
        assertThat(json(answer).findValuesAsText("current")).containsExactly("false", "true");
        assertThat(newest.path("address").asText() + newest.path("user_agent").asText())
                .isEqualTo("192.0.2.7Firefox");
        assertThat(answer.body())
                .doesNotContain(
                        viewer.token(),
                        SessionToken.hash(viewer.token()),
                        elsewhere.token(),
                        SessionToken.hash(elsewhere.token()));
        assertThat(code(nodes.get(
                        new Person(viewer.userId(), "", viewer.sessionId(), viewer.sessionId() + ""), SESSIONS)))
                .isEqualTo("401 not_signed_in");
    }

    @Test
    void whatIsOverIsNotListed() {
        Person ended = nodes.again(viewer);
        Person expired = nodes.again(viewer);
        unused();
        revoke(viewer, ended.sessionId());
        nodes.stage.execute(
                "update governance_console.sessions set expires_at = now() where session_id = ?", expired.sessionId());

        assertThat(ids(nodes.get(viewer, SESSIONS)))
                .containsExactly(viewer.sessionId().toString());
        assertThat(code(revoke(viewer, expired.sessionId()))).isEqualTo("404 unknown_session");
    }

    /** Over for these two nodes, and not for one with a longer limit. */
    private Person unused() {
        Person unused = nodes.again(viewer);
        nodes.stage.execute(
                "update governance_console.sessions set last_seen_at = now() - interval '60 minutes' where session_id"
                        + " = ?",
                unused.sessionId());
        return unused;
    }

    private static boolean isOver(Person person) {
        return (Boolean) nodes.stage
                .one(
                        "select ended_at is not null as ended from governance_console.sessions where session_id = ?",
                        person.sessionId())
                .get("ended");
    }

    @Test
    void whatNobodyUsedForLongIsEndedForNodesThatWouldStillTakeIt() {
        Person first = unused();
        Person second = unused();

        assertThat(revoke(viewer, first.sessionId()).statusCode()).isEqualTo(200);
        assertThat(isOver(first)).isTrue();
        assertThat(isOver(second)).isFalse();
        assertThat(code(revoke(viewer, first.sessionId()))).isEqualTo("404 unknown_session");
        assertThat(nodes.send(viewer, "DELETE", SESSIONS, null).body()).contains("\"revoked\":1");
        assertThat(isOver(second)).isTrue();
    }

    @Test
    void anAdminSeesEverybodysOrOnePersons() {
        assertThat(ids(nodes.get(admin, SESSIONS + "?all=true")))
                .containsExactlyInAnyOrder(
                        admin.sessionId().toString(), viewer.sessionId().toString());
        assertThat(ids(nodes.get(admin, SESSIONS + "?user_id=" + viewer.userId())))
                .containsExactly(viewer.sessionId().toString());
        assertThat(ids(nodes.get(admin, SESSIONS + "?all=false")))
                .containsExactly(admin.sessionId().toString());
        assertThat(ids(nodes.get(admin, SESSIONS + "?user_id=" + UUID.randomUUID())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all=true", "user_id=%s"})
    void aViewerSeesNobodyElsesAndThatIsRecorded(String query) {
        HttpResponse<String> answer = nodes.get(viewer, SESSIONS + "?" + query.formatted(admin.userId()));

        assertThat(code(answer)).isEqualTo("403 role");
        assertThat(last("console.refused")).contains("sessions.list", viewer.username());
        assertThat(ids(nodes.get(viewer, SESSIONS + "?user_id=" + viewer.userId())))
                .hasSize(1);
    }

    @Test
    void aLongListGoesOnWhereTheCursorSays() {
        List<String> all = new ArrayList<>(List.of(viewer.sessionId().toString()));
        for (int i = 0; i < 4; i++) {
            all.add(nodes.again(viewer).sessionId().toString());
        }
        nodes.stage.execute("update governance_console.sessions set created_at = now()"); // the id decides

        List<String> read = new ArrayList<>();
        JsonNode page = json(nodes.get(viewer, SESSIONS + "?limit=2"));
        read.addAll(page.findValuesAsText("session_id"));
        while (!page.path("next_cursor").isNull()) {
            page = json(nodes.get(
                    viewer,
                    SESSIONS + "?limit=2&cursor=" + page.path("next_cursor").asText()));
            read.addAll(page.findValuesAsText("session_id"));
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cursor=x", "cursor=%00", "limit=501", "limit=x", "all=yes", "user_id=1-1-1-1-1", "alll=true"})
    void aListThatIsAskedForWronglyIsRefused(String query) {
        assertThat(nodes.get(admin, SESSIONS + "?" + query).statusCode())
                .isEqualTo(query.startsWith("cursor") ? 400 : 422);
    }

    @Test
    void whoEndsASessionOfTheirsCutsItOffOnTheOtherNode() throws Exception {
        Person lost = nodes.again(viewer);
        CompletableFuture<List<String>> stream = nodes.stream(lost);

        HttpResponse<String> answer = revoke(viewer, lost.sessionId());

        assertThat(answer.body()).isEqualTo("{\"ok\":true,\"session_id\":\"" + lost.sessionId() + "\"}");
        assertThat(stream.get(20, TimeUnit.SECONDS)).contains("event: bye"); // the nodes' own look comes each 30 s
        assertThat(nodes.isSignedIn(lost)).isFalse();
        assertThat(nodes.isSignedIn(viewer)).isTrue();
        assertThat(last("console.session_revoked"))
                .contains("\"sign_in\": \"" + lost.sessionId() + "\"", "\"by\": \"" + viewer.username() + "\"");
        assertThat(code(revoke(viewer, lost.sessionId()))).isEqualTo("404 unknown_session");
        assertThat(nodes.stage.verdict(AuditEntry.CONSOLE_SESSION).status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void anEndThatCannotBeRecordedDoesNotHappen() {
        nodes.stage.execute("create function unwritable() returns trigger language plpgsql as $$"
                + " begin if new.kind = 'console.session_revoked' then raise exception 'the log is full'; end if;"
                + " return new; end $$");
        nodes.stage.execute("create trigger unwritable before insert on governance_audit_events"
                + " for each row execute function unwritable()");
        HttpResponse<String> answer;
        try {
            answer = revoke(admin, viewer.sessionId());
        } finally {
            nodes.stage.execute("drop function unwritable() cascade");
        }

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(answer.body()).doesNotContain("the log is full");
        assertThat(nodes.isSignedIn(viewer)).isTrue();
        assertThat(revoke(admin, viewer.sessionId()).statusCode()).isEqualTo(200);
    }

    @Test
    void whoEndsTheSessionTheyAskByIsSignedOut() {
        HttpResponse<String> answer = revoke(viewer, viewer.sessionId());

        assertThat(answer.headers().firstValue("set-cookie").orElse("")).contains("governance_session=;", "Max-Age=0");
        assertThat(nodes.isSignedIn(viewer)).isFalse();
    }

    @Test
    void anAdminEndsAnybodysAndAViewerNobodyElses() {
        HttpResponse<String> refused = revoke(viewer, admin.sessionId());

        assertThat(code(refused)).isEqualTo("404 unknown_session");
        assertThat(last("console.refused")).contains("sessions.revoke", viewer.username());
        assertThat(nodes.isSignedIn(admin)).isTrue();
        assertThat(revoke(admin, viewer.sessionId()).statusCode()).isEqualTo(200);
        assertThat(nodes.isSignedIn(viewer)).isFalse();
        assertThat(last("console.session_revoked"))
                .contains("\"user\": \"" + viewer.username() + "\"", "\"by\": \"" + admin.username() + "\"");
    }

    @Test
    void aSessionThatNeverWasIsUnknownAndOneWithoutFormIsRefused() {
        assertThat(code(revoke(admin, UUID.randomUUID()))).isEqualTo("404 unknown_session");
        assertThat(code(nodes.send(admin, "DELETE", SESSIONS + "/x", null))).isEqualTo("422 invalid_session_id");
    }

    @Test
    void allOthersOfOnesOwnEndAtOnce() {
        Person second = nodes.again(viewer);
        Person third = nodes.again(viewer);

        HttpResponse<String> answer = nodes.send(viewer, "DELETE", SESSIONS, null);

        assertThat(answer.body()).isEqualTo("{\"ok\":true,\"user_id\":\"" + viewer.userId() + "\",\"revoked\":2}");
        assertThat(nodes.isSignedIn(second) || nodes.isSignedIn(third)).isFalse();
        assertThat(nodes.isSignedIn(viewer) && nodes.isSignedIn(admin)).isTrue();
        assertThat(last("console.sessions_revoked")).contains(viewer.username(), "\"sessions\": 2");
        int rows = nodes.told("console.sessions_revoked").size();
        assertThat(json(nodes.send(viewer, "DELETE", SESSIONS, null))
                        .path("revoked")
                        .asInt())
                .isZero();
        assertThat(nodes.told("console.sessions_revoked")).hasSize(rows);
    }

    @Test
    void anAdminEndsAllOfSomebodyAndAViewerOfNobodyElse() {
        Person second = nodes.again(viewer);
        String of = SESSIONS + "?user_id=";

        assertThat(code(nodes.send(viewer, "DELETE", of + admin.userId(), null)))
                .isEqualTo("403 role");
        assertThat(last("console.refused")).contains("sessions.revoke-all", viewer.username());
        assertThat(code(nodes.send(admin, "DELETE", of + UUID.randomUUID(), null)))
                .isEqualTo("404 unknown_user");
        assertThat(nodes.send(admin, "DELETE", of + viewer.userId(), null).body())
                .contains("\"revoked\":2");
        assertThat(nodes.isSignedIn(viewer) || nodes.isSignedIn(second)).isFalse();
        assertThat(nodes.isSignedIn(admin)).isTrue();
    }

    @Test
    void ofTwoWhoEndOneSessionAtOnceOneDoes() {
        Person lost = nodes.again(viewer);
        String path = SESSIONS + "/" + lost.sessionId();
        int rows = nodes.told("console.session_revoked").size();

        CompletableFuture<HttpResponse<String>> first = nodes.sending(nodes.here, viewer, "DELETE", path, null);
        CompletableFuture<HttpResponse<String>> second = nodes.sending(nodes.there, admin, "DELETE", path, null);

        assertThat(List.of(code(first.join()).trim(), code(second.join()).trim()))
                .containsExactlyInAnyOrder("200", "404 unknown_session");
        assertThat(nodes.told("console.session_revoked")).hasSize(rows + 1);
    }
}
