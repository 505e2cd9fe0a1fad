package dev.governance.console.http;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets pages of the listed origins read answers, cookies included, and no others (Fetch, "HTTP CORS protocol").
 *
 * <p>vertx-web's own handler refuses every request whose {@code origin} is not listed; our own pages send one, too.
 */
final class Cors {
    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String SENT =
            "content-type, authorization, x-governance-token, idempotency-key, last-event-id";
    private static final String SHOWN =
            "retry-after, link, x-request-id, deprecation, sunset, x-truncated, x-total-returned";
    private static final String SECONDS = "600";
    private static final int NO_CONTENT = 204;

    private final Supplier<Set<String>> allowed;

    Cors(Supplier<Set<String>> allowed) {
        this.allowed = allowed;
    }

    void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        MultiMap headers = context.response().headers();
        headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN); // or a cache gives one origin's answer to another
        boolean listed = origin != null && allowed.get().contains(origin);
        if (listed) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
        if (isPreflight(request)) {
            preflight(context, listed);
            return;
        }
        if (listed) {
            headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
        }
        context.next();
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader(HttpHeaders.ORIGIN) != null
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }

    private static void preflight(RoutingContext context, boolean listed) {
        if (!listed) {
            throw new Refusal(
                    Fault.FORBIDDEN,
                    "foreign_origin",
                    "pages of this origin may not use the API; http.origins lists those that may");
        }
        MultiMap headers = context.response().headers();
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, SENT);
        headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS);
        context.response().setStatusCode(NO_CONTENT).end();
    }
}
