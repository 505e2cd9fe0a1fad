package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Keys;
import dev.governance.console.contract.Permission;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/keys}: which keys sign the log, by their fingerprints. */
final class KeyRoutes {
    private final Bus bus;
    private final Guard guard;

    KeyRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/keys").handler(guard.allows(Permission.READ)).handler(this::list);
    }

    private void list(RoutingContext context) {
        Http.send(context, bus.ask(Keys.LIST, new Keys.All()));
    }
}
