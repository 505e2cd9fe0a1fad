package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.HealthChecks;
import dev.governance.console.contract.Permission;
import dev.governance.console.wire.GovernanceHealth;
import dev.governance.console.wire.Health;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code /api/health}: public, so it tells no more than it must. {@code /health/governance}: to a stranger that there is a
 * console, to whoever may read how it is; never an error.
 */
final class HealthRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Bus bus;
    private final Guard guard;
    private final String version;

    HealthRoutes(Bus bus, Guard guard, String version) {
        this.bus = bus;
        this.guard = guard;
        this.version = version;
    }

    void mount(Router router) {
        router.get("/api/health").handler(this::health);
        router.get("/health/governance").handler(this::governance);
    }

    private void health(RoutingContext context) {
        Parameters.only(context, List.of());
        isReachable()
                .map(up -> new Health(up, version, up ? "up" : "down"))
                .onSuccess(health -> {
                    context.response().setStatusCode(health.ok() ? 200 : 503);
                    Http.answer(context, health);
                })
                .onFailure(context::fail);
    }

    private Future<Boolean> isReachable() {
        return bus.ask(Doorbell.PING, new Doorbell.Ping(), PATIENCE)
                .map(pong -> true)
                .otherwise(false);
    }

    private void governance(RoutingContext context) {
        Future<Record> answer = guard.knows(context, Permission.READ)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .transform(known -> known.failed() ? unproven() : known.result() ? told() : stranger());
        Http.send(context, answer);
    }

    private static Future<Record> stranger() {
        return Future.succeededFuture(new Stranger("ok"));
    }

    private Future<Record> told() {
        return bus.ask(HealthChecks.NOW, new HealthChecks.Now(), HealthChecks.PATIENCE)
                .<Record>map(health -> health)
                .recover(failure -> isReachable().map(GovernanceHealth::unknown));
    }

    /** Somebody who says who they are, and the database is away that would know: told what anybody may know. */
    private Future<Record> unproven() {
        return isReachable().compose(up -> up ? stranger() : Future.succeededFuture(GovernanceHealth.unknown(false)));
    }

    record Stranger(String status) {}
}
