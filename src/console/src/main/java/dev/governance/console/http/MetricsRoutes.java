package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Permission;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** {@code /api/metrics}: how the audit chain and the front door stand, for a Prometheus server that signs in. */
final class MetricsRoutes {
    private final Bus bus;
    private final Guard guard;
    private final Connections connections;
    private final @Nullable Tls tls;

    MetricsRoutes(Bus bus, Guard guard, Connections connections, @Nullable Tls tls) {
        this.bus = bus;
        this.guard = guard;
        this.connections = connections;
        this.tls = tls;
    }

    void mount(Router router) {
        router.get("/api/metrics").handler(guard.allows(Permission.READ)).handler(this::metrics);
    }

    private void metrics(RoutingContext context) {
        bus.ask(Audit.KNOWN, new Audit.Known())
                .map(findings -> MetricsText.of(findings, connections.counts(), tls == null ? null : tls.state()))
                .onSuccess(text -> Http.text(context, MetricsText.TYPE, text))
                .onFailure(context::fail);
    }
}
