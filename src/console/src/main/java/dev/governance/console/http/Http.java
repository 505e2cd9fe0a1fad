package dev.governance.console.http;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.MalformedJson;
import dev.governance.console.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** How requests are read and answers written; the one place where a {@link Fault} becomes a status. */
final class Http {
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);

    static final String REQUEST_ID = "request-id";

    /** Named where no single member of it is wrong. */
    static final String BODY = "body";

    private static final int OK = 200;
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    /**
     * Reads a body.
     *
     * @throws Refusal INVALID when it is no JSON, UNPROCESSABLE when it is another than {@code type} takes
     */
    static <T> T body(RoutingContext context, Class<T> type) {
        String text = context.body().asString();
        if (text == null || text.isBlank()) {
            throw Refusal.unfit(BODY, "the body is empty; send a JSON object");
        }
        try {
            return Json.readSent(text, type);
        } catch (MalformedJson e) {
            throw new Refusal(Fault.INVALID, "invalid_body", "body: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw Refusal.unfit(BODY, "body: " + e.getMessage());
        }
    }

    /** Refuses a body that lacks a text; for the constructors of bodies. */
    static void required(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is required");
        }
    }

    static UUID uuid(RoutingContext context, String parameter) {
        return uuid(parameter, context.pathParam(parameter));
    }

    static UUID uuid(String name, String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) { // UUID.fromString takes "1-1-1-1-1" too
                return id;
            }
        } catch (IllegalArgumentException e) {
            // told below, like the ones that only look like a UUID
        }
        throw Refusal.unfit(name, name + " is not a UUID of the form 123e4567-e89b-12d3-a456-426614174000");
    }

    static Optional<String> query(RoutingContext context, String name) {
        return context.queryParam(name).stream()
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    static long number(RoutingContext context, String name, long fallback, long least, long most) {
        Optional<String> text = query(context, name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, like the ones out of range
        }
        throw Refusal.unfit(name, name + " is a whole number from " + least + " to " + most);
    }

    /** A parameter that is true or false; false when it is left out. */
    static boolean flag(RoutingContext context, String name) {
        String text = query(context, name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw Refusal.unfit(name, name + " is true or false");
        }
        return text.equals("true");
    }

    /** Where a request comes from, as limits count it. */
    static String address(RoutingContext context) {
        return Client.of(context).address();
    }

    /** The key that makes a repeated command one command. */
    static @Nullable UUID idempotencyKey(RoutingContext context) {
        String key = context.request().getHeader("idempotency-key");
        return key == null ? null : uuid("idempotency-key", key);
    }

    static void send(RoutingContext context, Future<?> answer) {
        answer.onSuccess(value -> write(context, OK, "application/json", value)).onFailure(context::fail);
    }

    /** Answers with the status set before. */
    static void answer(RoutingContext context, Object value) {
        write(context, context.response().getStatusCode(), "application/json", value);
    }

    /** Answers a failed request with a problem document (RFC 9457). */
    static void refuse(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        Refusal refusal = refusalOf(context);
        if (refusal.retryAfterSeconds() > 0) {
            context.response().putHeader("retry-after", Long.toString(refusal.retryAfterSeconds()));
        }
        if (refusal.triesLeft() >= 0) {
            context.response().putHeader("ratelimit-remaining", Integer.toString(refusal.triesLeft()));
        }
        Fault fault = refusal.fault();
        if (fault == Fault.UNAUTHENTICATED) {
            context.response()
                    .putHeader("www-authenticate", "Bearer"); // RFC 9110 asks for one, and this opens no dialog
        }
        refuse(context, fault, problem(context, refusal));
    }

    static Problem problem(RoutingContext context, Refusal refusal) {
        Fault fault = refusal.fault();
        return new Problem(
                "about:blank#" + refusal.code(),
                title(fault),
                fault.status(),
                refusal.reason(),
                refusal.code(),
                context.get(REQUEST_ID));
    }

    /** Answers with a problem that says more than others do. */
    static void refuse(RoutingContext context, Fault fault, Object problem) {
        write(context, fault.status(), "application/problem+json", problem);
    }

    private static Refusal refusalOf(RoutingContext context) {
        if (context.failure() instanceof Refusal refusal) {
            return refusal;
        }
        int status = context.statusCode();
        if (status == TOO_LARGE) {
            return new Refusal(
                    Fault.TOO_LARGE, "body_too_large", "the body is larger than " + HttpVerticle.BODY_LIMIT + " bytes");
        }
        if (status >= 400 && status < SERVER_ERROR) {
            return new Refusal(Fault.INVALID, "invalid_request", "the request cannot be understood");
        }
        // Whoever hangs up in the middle of a request is no failure of ours, and must not fill the log.
        boolean left = context.failure() instanceof HttpClosedException;
        LOG.atLevel(left ? Level.DEBUG : Level.ERROR)
                .addKeyValue("path", context.normalizedPath())
                .addKeyValue("client", Http.address(context))
                .setCause(context.failure())
                .log("a request failed unexpectedly");
        return new Refusal(Fault.BUG, "bug", "the console failed; its log says why under this request id");
    }

    private static String title(Fault fault) {
        return switch (fault) {
            case INVALID -> "Invalid request";
            case UNAUTHENTICATED -> "Sign in first";
            case FORBIDDEN -> "Not allowed";
            case NOT_FOUND -> "Not found";
            case CONFLICT -> "Somebody was faster, or it is done already";
            case TOO_LARGE -> "Too large";
            case UNPROCESSABLE -> "A value does not fit";
            case TOO_MANY -> "Too many tries";
            case BUG -> "The console failed";
            case UNAVAILABLE -> "Not available now";
        };
    }

    /** Answers with JSON that was written before. */
    static void json(RoutingContext context, Buffer json) {
        end(context, OK, "application/json", json);
    }

    private static void write(RoutingContext context, int status, String type, Object value) {
        end(context, status, type, Buffer.buffer(Json.bytes(value)));
    }

    /** Answers with what is no JSON. */
    static void text(RoutingContext context, String type, String text) {
        end(context, OK, type, Buffer.buffer(text));
    }

    private static void end(RoutingContext context, int status, String type, Buffer body) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader("content-type", type).putHeader("cache-control", "no-store");
        Heads.end(context, body)
                .onFailure(gone -> LOG.atDebug().setCause(gone).log("the client left before its answer"));
    }

    private Http() {}
}
