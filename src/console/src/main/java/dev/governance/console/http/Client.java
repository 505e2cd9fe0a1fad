package dev.governance.console.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * Who is at the other end, trusted proxies taken away.
 *
 * @param address as limits, audit and logs count it
 * @param overTls whether the browser's own connection is encrypted, as far as we know
 */
record Client(String address, boolean overTls) {
    private static final String KEY = "client";

    static Client of(RoutingContext context) {
        return Objects.requireNonNull(context.get(KEY), "nobody found out who asks");
    }

    void keep(RoutingContext context) {
        context.put(KEY, this);
    }
}
