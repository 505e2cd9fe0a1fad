package dev.governance.console.http;

import dev.governance.console.contract.Permission;
import io.vertx.ext.web.Router;

/** {@code /api/openapi.yaml}: what this interface is, for whoever is signed in. */
final class OpenApiRoutes {
    private final Guard guard;
    private final String description;

    OpenApiRoutes(Guard guard, String description) {
        this.guard = guard;
        this.description = description;
    }

    void mount(Router router) {
        router.get("/api/openapi.yaml")
                .handler(guard.allows(Permission.READ))
                .handler(context -> Http.text(context, "application/yaml", description)); // RFC 9512
    }
}
