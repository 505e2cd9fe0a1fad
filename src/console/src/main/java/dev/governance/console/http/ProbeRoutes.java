package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Doorbell;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;

/**
 * For whoever supervises the process. {@code /health/live} answers while the process can answer at all: where it does not, a
 * restart helps. {@code /health/ready} tells whether to send people here: not before the console is whole, while the database
 * is away, nor once it stops. Public, so they tell a word and a reason.
 */
final class ProbeRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int UNAVAILABLE = 503;

    private final Bus bus;
    private final Standing standing;

    ProbeRoutes(Bus bus, Standing standing) {
        this.bus = bus;
        this.standing = standing;
    }

    void mount(Router router) {
        router.get("/health/live").handler(ProbeRoutes::live);
        router.get("/health/ready").handler(this::ready);
    }

    private static void live(RoutingContext context) {
        Parameters.only(context, List.of());
        Http.answer(context, new Said("live"));
    }

    private void ready(RoutingContext context) {
        Parameters.only(context, List.of());
        Future<String> found = standing.isOpen()
                ? bus.ask(Doorbell.PING, new Doorbell.Ping(), PATIENCE)
                        .map(pong -> "ready")
                        .otherwise("the database does not answer")
                : Future.succeededFuture("the console starts or stops");
        found.onSuccess(said -> {
                    if (!said.equals("ready")) {
                        context.response().setStatusCode(UNAVAILABLE);
                    }
                    Http.answer(context, new Said(said));
                })
                .onFailure(context::fail);
    }

    record Said(String status) {}
}
