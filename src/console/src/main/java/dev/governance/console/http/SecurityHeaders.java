package dev.governance.console.http;

import dev.governance.console.bus.RequestId;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Headers on every answer: the page may load its own files only, and nobody may frame it. */
final class SecurityHeaders {
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    + "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html gc-worker";

    /** For this host alone: what else there is on the domain is not ours to decide. */
    private static final String A_YEAR = "max-age=31536000";

    static void add(RoutingContext context) {
        String requestId = UUID.randomUUID().toString().substring(0, 8);
        context.put(Http.REQUEST_ID, requestId);
        RequestId.begin(requestId);
        MultiMap headers = context.response().headers();
        set(headers, requestId, Client.of(context).overTls());
        context.next();
    }

    static void set(MultiMap headers, String requestId, boolean overTls) {
        headers.set("content-security-policy", CONTENT_POLICY);
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
        headers.set("cross-origin-opener-policy", "same-origin");
        headers.set("cross-origin-resource-policy", "same-origin");
        headers.set("x-frame-options", "DENY");
        headers.set("x-request-id", requestId);
        if (overTls) {
            headers.set("strict-transport-security", A_YEAR);
        }
    }

    /**
     * Keeps answers with data as they are: the stream must not be held back by a compressor, and the length of a
     * compressed answer tells what is in it (CVE-2013-3587).
     */
    static void uncompressed(RoutingContext context) {
        context.response().putHeader("content-encoding", "identity");
        context.next();
    }

    private SecurityHeaders() {}
}
