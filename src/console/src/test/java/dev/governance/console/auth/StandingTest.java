package dev.governance.console.auth;

import static dev.governance.console.auth.TwoNodes.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.testing.Eventually;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever was let in acts only if their session holds when it is done. */
class StandingTest {
    private static final String LOCK = "select pg_advisory_xact_lock(1735357042, 30)";

    private static TwoNodes nodes;
    private Person admin;
    private Person viewer;

    /** What a session may do to others. */
    private enum Act {
        CHANGE("PATCH", "/api/auth/users/%s", "{\"disabled\":true}"),
        RESET("POST", "/api/auth/users/%s/reset-password", "{\"password\":\"zebra zebra lamp 4711\"}"),
        END("DELETE", "/api/auth/sessions/%s", null),
        END_ALL("DELETE", "/api/auth/sessions?user_id=%s", null);

        private final String method;
        private final String path;
        private final @Nullable String body;

        Act(String method, String path, @Nullable String body) {
            this.method = method;
            this.path = path;
            this.body = body;
        }

        private CompletableFuture<HttpResponse<String>> by(Person by, Person target) {
            return nodes.sending(
                    nodes.here, by, method, path.formatted(this == END ? target.sessionId() : target.userId()), body);
        }
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
    void people() {
        nodes.forget();
        admin = nodes.admin();
        viewer = nodes.viewer();
    }

    private static void end(Statement statement, Person person) throws Exception {
        statement.execute("update governance_console.sessions set ended_at = now(), ended_reason = 'revoked'"
                + " where session_id = '" + person.sessionId() + "'");
    }

    private CompletableFuture<HttpResponse<String>> whileTheSessionIsEnded(Act act, Connection connection)
            throws Exception {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            end(statement, admin);
            CompletableFuture<HttpResponse<String>> answer = act.by(admin, viewer);
            Eventually.holds("the act waits for the end", () -> nodes.stage.waiting() == 1);
            return answer;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEndThatCommitsWhileTheActIsUnderWayWins(Act act) throws Exception {
        CompletableFuture<HttpResponse<String>> answer;
        try (Connection connection = nodes.stage.connect()) {
            answer = whileTheSessionIsEnded(act, connection);
            connection.commit();
        }

        assertThat(code(answer.join())).isEqualTo("401 not_signed_in");
        assertThat(nodes.isSignedIn(viewer)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anEndThatIsTakenBackHoldsNothingUp(Act act) throws Exception {
        CompletableFuture<HttpResponse<String>> answer;
        try (Connection connection = nodes.stage.connect()) {
            answer = whileTheSessionIsEnded(act, connection);
            connection.rollback();
        }

        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(nodes.isSignedIn(viewer)).isFalse();
    }

    /** The Python command line locks the person's row, then its sessions, as the trigger does. */
    @Test
    void whoChangesThemselvesWaitsForWhoChangesThemOutsideAndStopsNobody() throws Exception {
        nodes.admin();
        CompletableFuture<HttpResponse<String>> answer;
        try (Connection connection = nodes.stage.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String whom = " where user_id = '" + admin.userId() + "'";
            statement.execute("select user_id from governance_console_users" + whom + " for update");
            answer = nodes.sending(
                    nodes.here,
                    admin,
                    "PATCH",
                    "/api/auth/users/" + admin.userId(),
                    "{\"role\":\"viewer\",\"password_of_caller\":\"" + AuthConsole.PASSWORD + "\"}");
            Eventually.holds("the change waits", () -> nodes.stage.waiting() == 1);
            statement.execute("update governance_console_users set disabled = true" + whom);
            connection.commit();
        }

        assertThat(code(answer.join())).isEqualTo("401 not_signed_in");
        assertThat(nodes.isSignedIn(admin)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"END", "END_ALL"})
    void ofTwoWhoEndEachOthersSessionsOneWins(Act act) throws Exception {
        Person other = nodes.admin();
        CompletableFuture<HttpResponse<String>> first;
        CompletableFuture<HttpResponse<String>> second;
        try (Connection connection = nodes.stage.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(LOCK);
            first = act.by(admin, other);
            second = act.by(other, admin);
            Eventually.holds("both wait", () -> nodes.stage.waiting() == 2);
            connection.rollback();
        }

        assertThat(List.of(code(first.join()).trim(), code(second.join()).trim()))
                .containsExactlyInAnyOrder("200", "401 not_signed_in");
        assertThat(List.of(nodes.isSignedIn(admin), nodes.isSignedIn(other))).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void whoIsNoAdminAnyMoreWhenTheTurnComesEndsNobodysSessions() throws Exception {
        CompletableFuture<HttpResponse<String>> answer;
        try (Connection connection = nodes.stage.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(LOCK);
            answer = Act.END.by(admin, viewer);
            Eventually.holds("the end waits", () -> nodes.stage.waiting() == 1);
            statement.execute(
                    "update governance_console_users set role = 'viewer' where user_id = '" + admin.userId() + "'");
            connection.commit();
        }

        assertThat(code(answer.join())).isEqualTo("401 not_signed_in");
        assertThat(nodes.isSignedIn(viewer)).isTrue();
    }
}
