package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Verifications;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifications over HTTP; whoever runs them is a lambda on the bus. */
class VerificationRoutesTest {
    private static final UUID ID = new UUID(5, 5);
    private static final UUID SESSION = new UUID(6, 6);

    private final List<Verifications.Start> started = new CopyOnWriteArrayList<>();
    private final List<Verifications.Cancel> cancelled = new CopyOnWriteArrayList<>();
    private volatile VerificationJob job = job("running", 400, null);
    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor();
        door.bus.answer(Verifications.START, start -> {
            started.add(start);
            return Future.succeededFuture(job);
        });
        door.bus.answer(
                Verifications.JOB,
                one -> one.id().equals(ID)
                        ? Future.succeededFuture(job)
                        : Future.failedFuture(new Refusal(Fault.NOT_FOUND, "unknown_verification", "there is none")));
        door.bus.answer(Verifications.JOBS, recent -> Future.succeededFuture(new Verifications.Jobs(List.of(job))));
        door.bus.answer(Verifications.CANCEL, cancel -> {
            cancelled.add(cancel);
            return Future.succeededFuture(job("cancelled", 400, null));
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static VerificationJob job(String state, long rows, JsonNode verdict) {
        return new VerificationJob(
                ID,
                null,
                state,
                "viewer",
                Instant.parse("2026-11-28T10:00:00Z"),
                rows,
                1_000,
                rows / 10.0,
                100,
                6L,
                Instant.parse("2026-11-28T10:00:01Z"),
                null,
                null,
                verdict);
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return door.send(door.as(Role.VIEWER, "/api/verifications")
                .header("content-type", "application/json")
                .header("idempotency-key", "123e4567-e89b-12d3-a456-426614174000")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void theWholeLogIsAcceptedAsAJobWithItsPlace() throws Exception {
        HttpResponse<String> response = post("{\"all\": true}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("location")).hasValue("/api/verifications/" + ID);
        assertThat(response.body()).contains("\"id\":\"" + ID + "\"", "\"state\":\"running\"", "\"seconds_left\":6");
        assertThat(started.get(0).sessionId()).isNull();
        assertThat(started.get(0).by().userId()).isEqualTo(FrontDoor.USER);
        assertThat(started.get(0).key()).isEqualTo(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
    }

    @Test
    void aSessionIsAcceptedToo() throws Exception {
        assertThat(post("{\"session_id\": \"" + SESSION + "\"}").statusCode()).isEqualTo(202);
        assertThat(started.get(0).sessionId()).isEqualTo(SESSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"all\": false}",
                "{\"all\": true, \"session_id\": \"00000000-0000-0006-0000-000000000006\"}",
                "{\"session_id\": \"none\"}",
                "{\"all\": \"yes\"}",
                "{\"everything\": true}",
                "[]",
                ""
            })
    void whatSaysNotPlainlyWhatToVerifyIsRefusedWithTheWayOut(String body) throws Exception {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(started).isEmpty();
    }

    @Test
    void neitherAndBothAreToldInOneSentence() throws Exception {
        assertThat(post("{}").body())
                .contains("say what to verify, either {\\\"session_id\\\": \\\"<UUID>\\\"} or {\\\"all\\\": true}");
    }

    @Test
    void unknownAndMalformedIdsAreTold() throws Exception {
        assertThat(door.send(door.as(Role.VIEWER, "/api/verifications/" + SESSION))
                        .statusCode())
                .isEqualTo(404);
        assertThat(door.send(door.as(Role.VIEWER, "/api/verifications/" + SESSION + "/progress"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(door.send(door.as(Role.VIEWER, "/api/verifications/1")).statusCode())
                .isEqualTo(422);
        assertThat(door.send(door.request("/api/verifications")).statusCode()).isEqualTo(401);
    }

    @Test
    void jobsAreListedShownAndCancelled() throws Exception {
        assertThat(door.send(door.as(Role.VIEWER, "/api/verifications?limit=5")).body())
                .startsWith("{\"jobs\":[{\"id\":\"" + ID);
        assertThat(door.send(door.as(Role.VIEWER, "/api/verifications?limit=0")).statusCode())
                .isEqualTo(422);
        assertThat(door.send(door.as(Role.VIEWER, "/api/verifications/" + ID)).body())
                .contains("\"rows\":400", "\"total\":1000", "\"percent\":40.0");
        assertThat(door.send(door.as(Role.VIEWER, "/api/verifications/" + ID)
                                .header("content-type", "application/json")
                                .DELETE())
                        .body())
                .contains("\"state\":\"cancelled\"");
        assertThat(cancelled.get(0).id()).isEqualTo(ID);
    }

    @Test
    void progressIsALineForEachChangeAndTheLastCarriesTheVerdict() throws Exception {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        door.as(Role.VIEWER, "/api/verifications/" + ID + "/progress")
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String first = lines.readLine();
            door.bus.announce(Verifications.PROGRESS, job("running", 700, null));
            String second = lines.readLine();
            job = job("done", 1_000, Json.tree("{\"headline\":\"Verified\",\"events\":1000}"));
            door.bus.announce(Verifications.PROGRESS, job("done", 1_000, Json.tree("{\"headline\":\"Verified\"}")));
            String last = lines.readLine();

            assertThat(response.headers().firstValue("content-type")).hasValue("application/x-ndjson");
            assertThat(Json.tree(first).get("rows").asLong()).isEqualTo(400);
            assertThat(Json.tree(second).get("rows").asLong()).isEqualTo(700);
            assertThat(Json.tree(last).get("verdict").get("events").asLong()).isEqualTo(1_000);
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void theProgressOfWhatHasEndedIsOneLine() throws Exception {
        job = job("failed", 400, null);

        HttpResponse<String> response = door.send(door.as(Role.VIEWER, "/api/verifications/" + ID + "/progress"));

        assertThat(response.body().lines()).hasSize(1);
    }

    @Test
    void nobodyKeepsMoreAnswersOpenThanTenOfTheirOwn() {
        List<InputStream> open = new ArrayList<>();

        Eventually.holds("the next is turned away", () -> status(open) == 429);

        assertThat(open).hasSize(10);
    }

    private int status(List<InputStream> open) {
        try {
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(
                            door.as(Role.VIEWER, "/api/verifications/" + ID + "/progress")
                                    .build(),
                            BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                open.add(response.body());
            }
            return response.statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
