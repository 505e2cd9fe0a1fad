package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.wire.Health;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** {@code /api/health}: public, so it tells no more than it must. */
final class HealthRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Bus bus;
    private final String version;

    HealthRoutes(Bus bus, String version) {
        this.bus = bus;
        this.version = version;
    }

    void mount(Router router) {
        router.get("/api/health").handler(this::health);
    }

    private void health(RoutingContext context) {
        bus.ask(Doorbell.PING, new Doorbell.Ping(), PATIENCE)
                .map(pong -> new Health(true, version, "up"))
                .otherwise(failure -> new Health(false, version, "down"))
                .onSuccess(health -> {
                    context.response().setStatusCode(health.ok() ? 200 : 503);
                    Http.answer(context, health);
                })
                .onFailure(context::fail);
    }
}
