package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Nodes;
import dev.governance.console.contract.Permission;
import io.vertx.ext.web.Router;

/** {@code /api/nodes}: the consoles on this database. */
final class NodeRoutes {
    private final Bus bus;
    private final Guard guard;

    NodeRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/nodes")
                .handler(guard.allows(Permission.READ))
                .handler(context -> Http.send(context, bus.ask(Nodes.LIST, new Nodes.All())));
    }
}
