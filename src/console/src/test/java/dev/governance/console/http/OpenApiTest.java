package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.testing.ApiDescription;
import dev.governance.console.wire.Role;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionHasARoute() {
        Set<String> routes = new TreeSet<>();
        for (Route route : door.routes()) {
            if (route.getPath() != null
                    && route.getPath().matches("/(api|health)/.*|/metrics")
                    && route.methods() != null) {
                String path = route.getPath().replaceAll(":(\\w+)", "{$1}");
                for (HttpMethod method : route.methods()) {
                    routes.add(method + " " + path);
                }
            }
        }

        assertThat(routes).isEqualTo(ApiDescription.operations());
    }

    @Test
    void whoIsSignedInMayReadIt() throws Exception {
        HttpResponse<String> answer = door.send(door.as(Role.VIEWER, "/api/openapi.yaml"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("openapi: 3.1").contains("/api/agents/{agent_id}/halt:");
    }

    @Test
    void aStrangerLearnsNothing() throws Exception {
        assertThat(door.send(door.request("/api/openapi.yaml")).statusCode()).isEqualTo(401);
    }
}
