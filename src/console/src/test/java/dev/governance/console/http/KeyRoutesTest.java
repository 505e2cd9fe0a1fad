package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Keys;
import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRoutesTest {
    private final FrontDoor door = new FrontDoor();

    @BeforeEach
    void answer() {
        KeyTimeline.ChainKey key = new KeyTimeline.ChainKey(
                2, "14350507100e9de4", "active", 42, Instant.parse("2026-11-28T10:00:00Z"), null, null, true);
        door.bus.answer(
                Keys.LIST,
                all -> Future.succeededFuture(new KeyTimeline(List.of(key), List.of(), null, List.of(), true)));
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
                        + "\"earlier_marks_keys\":[],\"complete\":true}");
    }

    @Test
    void withoutASessionNothingIsTold() throws Exception {
        assertThat(door.send(door.request("/api/keys")).statusCode()).isEqualTo(401);
    }

    @Test
    void keysAreNotChangedOverHttp() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.ADMIN, "/api/keys")
                .header("content-type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isIn(404, 405);
    }
}
