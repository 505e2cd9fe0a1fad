package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Postures;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.Posture;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The posture, at the front door. */
class PostureRoutesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    private static FrontDoor door;
    private static volatile Posture current = posture(1, "größer");

    @BeforeAll
    static void open() {
        door = new FrontDoor();
        door.bus.answer(Postures.NOW, now -> Future.succeededFuture(current));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void manyPeopleAreToldTheSamePostureAndThenTheNextOne() throws Exception {
        Posture first = posture(41, "größer");
        Posture second = posture(42, "日本語");

        current = first;
        for (int person = 0; person < 3; person++) {
            assertThat(told()).isEqualTo(Json.write(first));
        }
        current = second;
        assertThat(told()).isEqualTo(Json.write(second));
        current = first;
        assertThat(told()).isEqualTo(Json.write(first));
    }

    private static String told() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/posture"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("content-type")).containsExactly("application/json");
        assertThat(answer.headers().allValues("cache-control")).containsExactly("no-store");
        return answer.body();
    }

    private static Posture posture(long position, String sentence) {
        return new Posture(
                NOW,
                "1.0",
                position,
                0,
                new Posture.Verdict("pass", "", sentence),
                new Posture.Totals(0, 0, 0, BigDecimal.ZERO, null, 0, 0, null),
                new Posture.Chain(
                        "verified",
                        NOW,
                        1,
                        1,
                        1,
                        List.of(),
                        0,
                        0,
                        1L,
                        new Posture.Sweep(null, 0, NOW, false),
                        new MarksVerdict(MarksVerdict.State.HOLDS, "", null, null, null, null)),
                List.of(),
                List.of());
    }
}
