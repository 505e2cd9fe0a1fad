package dev.governance.console.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** HEAD of pages and probes, as GET without its content (RFC 9110, section 9.3.2). The API has none: its streams never end. */
final class Heads {
    private static final String HEAD = "head";

    /** Before everything else, for the request begins anew. */
    static void mount(Router router) {
        router.route().method(HttpMethod.HEAD).handler(Heads::asGet);
    }

    private static void asGet(RoutingContext context) {
        String uri = context.request().uri();
        if (!uri.startsWith("/") || context.normalizedPath().startsWith("/api/")) {
            context.next();
        } else {
            context.put(HEAD, true).reroute(HttpMethod.GET, uri);
        }
    }

    /** Ends an answer that HEAD may ask for: Vert.x would send its content over HTTP/2. */
    static Future<Void> end(RoutingContext context, Buffer content) {
        return Boolean.TRUE.equals(context.get(HEAD))
                ? context.response().end()
                : context.response().end(content);
    }

    private Heads() {}
}
