package dev.governance.console.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** HEAD of pages and probes, as GET without its content (RFC 9110, section 9.3.2). The API has none: its streams never end. */
final class Heads {
    /** Before everything else, for the request begins anew. */
    static void mount(Router router) {
        router.route().method(HttpMethod.HEAD).handler(Heads::asGet);
    }

    private static void asGet(RoutingContext context) {
        if (context.request().path().startsWith("/api/")) {
            context.next();
        } else {
            context.reroute(HttpMethod.GET, context.request().uri());
        }
    }

    private Heads() {}
}
