package dev.governance.console.http;

import dev.governance.console.wire.Json;
import dev.governance.console.wire.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what no route ever sees, and hangs up; on HTTP/2 on that request alone. */
final class EdgeAnswers {
    private static final long NO_ERROR = 0; // of RFC 9113: the answer is whole, and the rest of its request not wanted
    private static final Logger LOG = LoggerFactory.getLogger(EdgeAnswers.class);

    /** Answers what is no HTTP as we take it; nothing of it is repeated. */
    static void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            refuse(request, 414, "uri_too_long", "the address is longer than " + HttpVerticle.URL_LIMIT + " bytes");
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuse(
                    request,
                    431,
                    "headers_too_large",
                    "the headers have more than " + HttpVerticle.HEADER_LIMIT + " bytes; clear this site's cookies");
        } else {
            refuse(request, 400, "invalid_request", "this is no valid HTTP");
        }
    }

    /** Whether a request names the host it is for as RFC 9112 asks. */
    static boolean namesOneHost(HttpServerRequest request) {
        int hosts = request.headers().getAll("host").size();
        return hosts == 1 || (hosts == 0 && request.version() != HttpVersion.HTTP_1_1);
    }

    static void hostUnclear(HttpServerRequest request) {
        refuse(request, 400, "invalid_request", "send one host header");
    }

    static void bodyTooSlow(HttpServerRequest request, Duration limit) {
        if (request.response().headWritten()) {
            leave(request);
        } else {
            refuse(request, 408, "body_too_slow", "the body did not come within " + limit.toSeconds() + " s");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String code, String detail) {
        String requestId = UUID.randomUUID().toString().substring(0, 8);
        HttpServerResponse response = request.response();
        SecurityHeaders.set(response.headers(), requestId, request.isSSL());
        if (request.version() != HttpVersion.HTTP_2) {
            response.putHeader("connection", "close");
        }
        response.setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .putHeader("cache-control", "no-store")
                .end(Json.write(new Problem("about:blank#" + code, "Invalid request", status, detail, code, requestId)))
                .onFailure(gone -> LOG.atDebug().setCause(gone).log("the client left before its answer"))
                .eventually(() -> leave(request));
    }

    private static Future<Void> leave(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            return request.connection().close();
        }
        if (request.response().ended()) {
            return request.response().reset(NO_ERROR);
        }
        HangUp.now(request);
        return Future.succeededFuture();
    }

    private EdgeAnswers() {}
}
