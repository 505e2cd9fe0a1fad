package dev.governance.console.http;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets only our own pages change state: a foreign page can neither send JSON nor hide where it comes from. */
final class Origins {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    /** In the one charset that JSON has (RFC 8259); another named one would be what the body is read in. */
    private static final Pattern JSON =
            Pattern.compile("application/json *(; *charset=(utf-8|\"utf-8\") *)?", Pattern.CASE_INSENSITIVE);

    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final String HTTPS = "https";

    private final Supplier<Set<String>> allowed;

    Origins(Supplier<Set<String>> allowed) {
        this.allowed = allowed;
    }

    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (SAFE.contains(request.method())) {
            context.next();
            return;
        }
        String type = request.getHeader("content-type");
        if (type == null || !JSON.matcher(type).matches()) {
            throw new Refusal(Fault.INVALID, "content_type", "send content-type: application/json, in UTF-8");
        }
        if (!isOurs(request, Client.of(context).overTls())) {
            throw new Refusal(
                    Fault.FORBIDDEN,
                    "foreign_origin",
                    "this request comes from another site's page, or does not say from which; a script that sends a"
                            + " session's cookie sends this console's own origin, too");
        }
        context.next();
    }

    private boolean isOurs(HttpServerRequest request, boolean overTls) {
        if (request.headers().getAll("origin").size() > 1) {
            return false; // no browser sends two, and one of them would not be looked at
        }
        String origin = request.getHeader("origin");
        if (origin != null && allowed.get().contains(origin)) {
            return true;
        }
        String site = request.getHeader("sec-fetch-site");
        if (site != null && !OWN_SITES.contains(site)) {
            return false;
        }
        if (origin == null) {
            return !Credential.hasSession(request);
        }
        return Credential.isTokenAlone(request) || isHere(origin, request.authority(), overTls);
    }

    /**
     * HTTP/2 has no host header, so the authority is compared. Whoever came by TLS has no page that came without: that one
     * is whose the network wants.
     */
    private static boolean isHere(String origin, @Nullable HostAndPort here, boolean overTls) {
        try {
            URI page = URI.create(origin);
            return here != null
                    && here.toString().equalsIgnoreCase(page.getAuthority())
                    && (!overTls || HTTPS.equals(page.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
