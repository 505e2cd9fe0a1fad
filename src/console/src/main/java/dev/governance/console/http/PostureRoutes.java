package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Postures;
import io.vertx.ext.web.Router;

/** {@code /api/posture}: the fleet at a glance. */
final class PostureRoutes {
    private final Bus bus;
    private final Guard guard;

    PostureRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/posture")
                .handler(guard.allows(Permission.READ))
                .handler(context -> Http.send(context, bus.ask(Postures.NOW, new Postures.Now())));
    }
}
