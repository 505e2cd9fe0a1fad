package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.auth.TwoNodes.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a session ends that nobody uses, by rows that are as old as it takes. */
class IdleTest {
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

    private void lastSeenBefore(String interval) {
        nodes.stage.execute(
                "update governance_console.sessions set last_seen_at = now() - ?::interval where session_id = ?",
                interval,
                viewer.sessionId());
    }

    private String lastSeen() {
        return (String) nodes.stage
                .one(
                        "select last_seen_at::text as seen from governance_console.sessions where session_id = ?",
                        viewer.sessionId())
                .get("seen");
    }

    private int unattended(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(nodes.here.url() + path))
                .header("cookie", "governance_session=" + viewer.token())
                .header("x-governance-unattended", "1")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private Instant idleEnd() {
        return Instant.parse(TwoNodes.json(nodes.get(viewer, "/api/auth/me"))
                .path("idle_expires_at")
                .asText());
    }

    @Test
    void aSessionThatNobodyUsesForAnHourIsOverOnEveryNode() {
        lastSeenBefore("60 minutes");

        assertThat(nodes.isSignedIn(viewer)).isFalse();
    }

    @Test
    void aRequestKeepsItForAnHourAndSaysSo() {
        lastSeenBefore("59 minutes");
        Instant before = Instant.now();

        Instant end = idleEnd();

        assertThat(end).isAfterOrEqualTo(before.plusSeconds(3590));
        assertThat(end).isEqualTo(idleEnd());
        assertThat(nodes.isSignedIn(viewer)).isTrue();
    }

    @Test
    void whoIsHereIsToldInTheWordsOfEarlierReleasesToo() {
        JsonNode me = TwoNodes.json(nodes.get(viewer, "/api/auth/me"));

        assertThat(me.fieldNames())
                .toIterable()
                .containsExactly(
                        "user_id",
                        "username",
                        "role",
                        "permissions",
                        "token_id",
                        "signed_in_at",
                        "expires_at",
                        "idle_expires_at",
                        "session_expires_at");
        assertThat(me.path("session_expires_at")).isEqualTo(me.path("expires_at"));
        assertThat(me.path("expires_at")).isNotEqualTo(me.path("idle_expires_at"));
    }

    @Test
    void aPageThatIsOpenedHearsTheSameOfWhoIsHereAndNothingOfAStranger() throws Exception {
        JsonNode me = TwoNodes.json(nodes.get(viewer, "/api/auth/me"));

        assertThat(TwoNodes.json(nodes.get(viewer, "/api/auth/visitor")).path("me"))
                .isEqualTo(me);
        assertThat(Duration.between(
                        Instant.parse(me.path("signed_in_at").asText()),
                        Instant.parse(me.path("expires_at").asText())))
                .isEqualTo(Duration.ofHours(8));
        assertThat(unattended("/api/auth/visitor")).isEqualTo(200);
        lastSeenBefore("60 minutes");
        assertThat(nodes.get(viewer, "/api/auth/visitor").body()).isEqualTo("{\"me\":null}");
        assertThat(nodes.get(viewer, "/api/auth/me").statusCode()).isEqualTo(401);
    }

    @Test
    void openingAPageIsAUseOfTheSession() {
        lastSeenBefore("59 minutes");

        nodes.get(viewer, "/api/auth/visitor");

        assertThat(nodes.isSignedIn(viewer)).isTrue();
        assertThat(lastSeen()).isNotEmpty();
        assertThat(idleEnd()).isAfter(Instant.now().plusSeconds(3500));
    }

    @Test
    void withinAMinuteUseIsNotedOnce() {
        lastSeenBefore("59 seconds");
        String seen = lastSeen();
        nodes.get(viewer, "/api/auth/me");
        assertThat(lastSeen()).isEqualTo(seen);

        lastSeenBefore("61 seconds");
        nodes.get(viewer, "/api/auth/me");
        String noted = lastSeen();
        nodes.get(viewer, "/api/auth/me");

        assertThat(lastSeen()).isEqualTo(noted).isNotEqualTo(seen);
    }

    @Test
    void aStreamIsNoUseAndEndsWithTheSession() throws Exception {
        lastSeenBefore("59 minutes");
        String seen = lastSeen();
        CompletableFuture<List<String>> stream = nodes.stream(viewer);
        assertThat(lastSeen()).isEqualTo(seen);

        lastSeenBefore("60 minutes");
        nodes.stage.execute(
                "select pg_notify('governance_doorbell', 'sessions')"); // nodes look each 30 s by themselves

        assertThat(stream.get(20, TimeUnit.SECONDS)).contains("event: bye");
    }

    @Test
    void whatThePageAsksByItselfIsNoUse() throws Exception {
        lastSeenBefore("59 minutes");
        String seen = lastSeen();

        assertThat(unattended("/api/auth/me")).isEqualTo(200);
        assertThat(unattended("/api/posture")).isEqualTo(200);

        assertThat(lastSeen()).isEqualTo(seen);
    }

    @Test
    void useDoesNotOutlastTheTimeThatASignInHas() {
        nodes.stage.execute(
                "update governance_console.sessions set expires_at = now() where session_id = ?", viewer.sessionId());

        assertThat(nodes.isSignedIn(viewer)).isFalse();
    }
}
