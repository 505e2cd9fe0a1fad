package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Approvals;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the first of two grants, and who takes it back. */
class FirstGrantRoutesTest {
    private static final UUID ID = new UUID(1, 2);
    private static final String PATH = "/api/gates/" + ID;

    private final FrontDoor door = new FrontDoor();
    private final Queue<Approvals.Withdraw> asked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void answer() {
        door.bus.answer(
                Approvals.DECIDE,
                decide -> Future.succeededFuture(new Approvals.Decided(decide.requestId(), null, null)));
        door.bus.answer(Approvals.WITHDRAW, withdraw -> {
            asked.add(withdraw);
            return Future.succeededFuture(new Approvals.Withdrawn(withdraw.requestId()));
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request) {
        return request.header("content-type", "application/json").POST(BodyPublishers.ofString("{}"));
    }

    @Test
    void theFirstGrantIsNoResolution() throws Exception {
        HttpResponse<String> answer = door.send(post(door.as(Role.ADMIN, PATH + "/grant")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":true,\"request_id\":\"" + ID
                        + "\",\"state\":\"second_approver_wanted\",\"resolution\":null,\"resolved_at\":null}");
    }

    @Test
    void whoMayDecideTakesTheirsBack() throws Exception {
        HttpResponse<String> answer = door.send(
                post(door.as(Role.ADMIN, PATH + "/withdraw")).header("idempotency-key", new UUID(3, 4).toString()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":true,\"request_id\":\"" + ID + "\"}");
        assertThat(asked.element().key()).isEqualTo(new UUID(3, 4));
        assertThat(asked.element().by().username()).isEqualTo("admin");
    }

    @Test
    void nobodyElseDoes() throws Exception {
        assertThat(door.send(post(door.request(PATH + "/withdraw"))).statusCode())
                .isEqualTo(401);
        assertThat(door.send(post(door.as(Role.VIEWER, PATH + "/withdraw"))).statusCode())
                .isEqualTo(403);
        assertThat(door.send(post(door.as(Role.ADMIN, PATH + "/withdraw")).setHeader("origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(door.send(post(door.as(Role.ADMIN, "/api/gates/1-1-1-1-1/withdraw")))
                        .statusCode())
                .isEqualTo(422);
        assertThat(asked).isEmpty();
    }
}
