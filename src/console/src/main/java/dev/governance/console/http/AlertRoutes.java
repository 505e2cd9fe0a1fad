package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Alerts;
import dev.governance.console.contract.Permission;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/alerts}: how alerts leave the console. */
final class AlertRoutes {
    private static final int PAGE = 100;
    private static final int MOST = 500;

    private final Bus bus;
    private final Guard guard;

    AlertRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/alerts/deliveries")
                .handler(guard.allows(Permission.SEE_DELIVERIES, "limit", "cursor"))
                .handler(this::deliveries);
    }

    private void deliveries(RoutingContext context) {
        Alerts.OfDeliveries asked = new Alerts.OfDeliveries(
                Http.query(context, "cursor").orElse(null), (int) Http.number(context, "limit", PAGE, 1, MOST));
        Http.send(context, bus.ask(Alerts.DELIVERIES, asked));
    }
}
