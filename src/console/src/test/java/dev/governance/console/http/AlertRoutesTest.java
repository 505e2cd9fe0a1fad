package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Alerts;
import dev.governance.console.wire.AlertDelivery;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How alerts left the console, at the front door. */
class AlertRoutesTest {
    private static final String PATH = "/api/alerts/deliveries";

    private final List<Alerts.OfDeliveries> asked = new ArrayList<>();
    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor();
        AlertDelivery delivery = new AlertDelivery(
                new UUID(1, 1),
                new UUID(1, 2),
                "a",
                "per_agent_usd_daily",
                80,
                "https://hooks.example:443",
                "waiting",
                1,
                500,
                "it answered with status 500",
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
        door.bus.answer(Alerts.DELIVERIES, question -> {
            asked.add(question);
            return Future.succeededFuture(new Alerts.Deliveries(List.of(delivery), "more"));
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void adminsSeeThem() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.ADMIN, PATH + "?limit=7&cursor=c"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"target\":\"https://hooks.example:443\"")
                .endsWith("}],\"next_cursor\":\"more\"}");
        assertThat(asked).containsExactly(new Alerts.OfDeliveries("c", 7));
    }

    @Test
    void nobodyElseDoes() throws Exception {
        assertThat(door.send(door.request(PATH)).statusCode()).isEqualTo(401);
        assertThat(door.send(door.as(Role.VIEWER, PATH)).statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        assertThat(door.send(door.as(Role.ADMIN, PATH + "?limit=501")).body()).contains("invalid_limit");
        assertThat(door.send(door.as(Role.ADMIN, PATH + "?agent=a")).body()).contains("unknown_parameter");
        assertThat(asked).isEmpty();
    }
}
