package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Keys;
import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.RotationReason;
import io.vertx.core.Future;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRoutesTest {
    private static final UUID KEY = UUID.fromString("6f1e2d3c-0000-4000-8000-000000000001");
    private static final UUID MARKER = UUID.fromString("6f1e2d3c-0000-4000-8000-000000000002");

    private final FrontDoor door = new FrontDoor();

    @BeforeEach
    void answer() {
        KeyTimeline.ChainKey key = new KeyTimeline.ChainKey(
                2, "14350507100e9de4", "active", 42, Instant.parse("2026-11-28T10:00:00Z"), null, null, true);
        door.bus.answer(
                Keys.LIST,
                all -> Future.succeededFuture(new KeyTimeline(List.of(key), List.of(), null, List.of(), null, true)));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void whoeverMayReadSeesTheTimeline() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/keys"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"chain_keys\":[{\"version\":2,\"fingerprint\":\"14350507100e9de4\",\"status\":\"active\","
                        + "\"activated_seq\":42,\"activated_at\":\"2026-11-28T10:00:00Z\",\"retired_seq\":null,"
                        + "\"retired_at\":null,\"current\":true}],\"agent_keys\":[],\"marks_key\":null,"
                        + "\"earlier_marks_keys\":[],\"next_key\":null,\"complete\":true}");
    }

    @Test
    void withoutASessionNothingIsTold() throws Exception {
        assertThat(door.send(door.request("/api/keys")).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> rotate(Role role, String body) throws Exception {
        return door.send(door.as(role, "/api/keys/rotate")
                .header("content-type", "application/json")
                .header("idempotency-key", KEY.toString())
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void anAdminRotatesWithThePasswordOnceMore() throws Exception {
        door.bus.answer(Auth.STEP_UP, sure -> Future.succeededFuture(new Auth.Done()));
        door.bus.answer(Keys.ROTATE_TO_NEXT, asked -> {
            assertThat(asked.steppedUp()).isTrue();
            assertThat(asked.reason()).isEqualTo(RotationReason.INCIDENT);
            assertThat(asked.key()).isEqualTo(KEY);
            return Future.succeededFuture(new Keys.Rotated("a".repeat(64), "b".repeat(64), 1, 2, 41, MARKER, true));
        });

        HttpResponse<String> answer =
                rotate(Role.ADMIN, "{\"reason\":\"incident\",\"password_of_caller\":\"a long enough one\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":true,\"outgoing\":\"aaaaaaaaaaaaaaaa\",\"incoming\":\"bbbbbbbbbbbbbbbb\","
                        + "\"version\":2,\"marker_seq\":41,\"marker_id\":\"" + MARKER + "\"}");
    }

    @Test
    void withoutThePasswordTheRotationIsAskedForAsSuch() throws Exception {
        door.bus.answer(Keys.ROTATE_TO_NEXT, asked -> {
            assertThat(asked.steppedUp()).isFalse();
            return Future.failedFuture(new Refusal(Fault.FORBIDDEN, "step_up", "it takes your own password"));
        });

        HttpResponse<String> answer = rotate(Role.ADMIN, "{\"reason\":\"scheduled\"}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"step_up\"");
    }

    @Test
    void aViewerRotatesNothing() throws Exception {
        door.bus.answer(Keys.ROTATE_TO_NEXT, asked -> Future.failedFuture(new AssertionError("asked")));

        assertThat(rotate(Role.VIEWER, "{\"reason\":\"scheduled\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aSecretOrAReasonOfOnesOwnIsRefused() throws Exception {
        door.bus.answer(Keys.ROTATE_TO_NEXT, asked -> Future.failedFuture(new AssertionError("asked")));

        for (String body : List.of(
                "{}",
                "{\"reason\":\"because\"}",
                "{\"reason\":\"scheduled\",\"secret\":\"the-new-secret-itself-0123456789\"}")) {
            HttpResponse<String> answer = rotate(Role.ADMIN, body);

            assertThat(answer.statusCode()).as(body).isEqualTo(422);
            assertThat(answer.body()).doesNotContain("the-new-secret-itself", "because");
        }
    }
}
