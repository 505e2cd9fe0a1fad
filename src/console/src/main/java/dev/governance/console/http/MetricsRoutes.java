package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Permission;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/metrics}: how the audit chain stands, for a Prometheus server that signs in. */
final class MetricsRoutes {
    private final Bus bus;
    private final Guard guard;

    MetricsRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/metrics").handler(guard.allows(Permission.READ)).handler(this::metrics);
    }

    private void metrics(RoutingContext context) {
        bus.ask(Audit.KNOWN, new Audit.Known())
                .map(MetricsText::of)
                .onSuccess(text -> Http.text(context, MetricsText.TYPE, text))
                .onFailure(context::fail);
    }
}
