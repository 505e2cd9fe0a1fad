package dev.governance.console.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts connections and holds each to its times, so that who opens many, or sends and reads slowly, takes no place from
 * others. Each deadline is for something whole, as a head: a byte now and then puts off none.
 */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration TELL = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final EdgeLimits limits;
    private final Places places;
    private final IdentityHashMap<HttpConnection, Open> open = new IdentityHashMap<>();
    private long refused;
    private long late;
    private long told;

    Connections(Vertx vertx, Supplier<EdgeLimits> limits, TrustedProxies proxies) {
        this.vertx = vertx;
        this.limits = limits.get();
        this.places = new Places(limits, proxies);
        vertx.setPeriodic(TELL.toMillis(), timer -> tell());
    }

    /**
     * How many there are.
     *
     * @param refused since the start, as there were too many
     * @param late closed since the start, as they took too long
     */
    record Counts(int open, long refused, long late) {}

    Counts counts() {
        return new Counts(open.size(), refused, late);
    }

    void accept(HttpConnection connection) {
        Optional<Places.Place> place = place(
                Optional.ofNullable(connection.remoteAddress().hostAddress()).flatMap(TrustedProxies::address));
        if (place.isEmpty()) {
            connection.close();
            return;
        }
        Open accepted = new Open(connection, place.get());
        open.put(connection, accepted);
        connection.closeHandler(closed -> forget(accepted));
        accepted.waitFor(limits.head());
    }

    /** A place for as long as somebody shakes hands; empty when there is none. */
    Optional<Places.Place> shakesHands(@Nullable SocketAddress peer) {
        return place(
                peer instanceof InetSocketAddress inet ? Optional.ofNullable(inet.getAddress()) : Optional.empty());
    }

    private Optional<Places.Place> place(Optional<InetAddress> peer) {
        Optional<Places.Place> place = places.take(peer.orElse(null));
        if (place.isEmpty()) {
            refused++;
        }
        return place;
    }

    private void forget(Open closed) {
        if (open.remove(closed.connection) != null) {
            vertx.cancelTimer(closed.timer);
            closed.untaken.close();
            closed.place.leave();
        }
    }

    /** Hands a request on, whose head has come. */
    void begin(HttpServerRequest request, Handler<HttpServerRequest> next) {
        Open connection = open.get(request.connection());
        if (connection == null || connection.leaving) {
            request.connection().close();
        } else if (request.response().writeQueueFull()) {
            connection.tooLate(); // asks for more than it takes
        } else if (EdgeAnswers.namesOneHost(request)) {
            connection.begin(request);
            next.handle(request);
        } else {
            connection.leaveAfter(request);
            EdgeAnswers.hostUnclear(request);
        }
    }

    /** Answers what is no HTTP, and looks at nothing behind it. */
    void refuse(HttpServerRequest request) {
        Open connection = open.get(request.connection());
        if (connection == null || connection.leaving) {
            request.connection().close();
        } else {
            connection.leave();
            EdgeAnswers.invalid(request);
        }
    }

    private void tell() {
        if (refused + late > told) {
            LOG.atWarn()
                    .addKeyValue("open", open.size())
                    .addKeyValue("refused", refused)
                    .addKeyValue("late", late)
                    .log("connections were refused or closed at their limits; the counts are since the start");
            told = refused + late;
        }
    }

    /** One connection; compared by identity. */
    private final class Open {
        private final HttpConnection connection;
        private final Places.Place place;
        private final UntakenAnswers untaken = new UntakenAnswers(vertx, limits.idle(), this::notTaken);
        private int requests;
        private boolean leaving;
        private long timer = -1; // Vert.x counts from 0

        private Open(HttpConnection connection, Places.Place place) {
            this.connection = connection;
            this.place = place;
        }

        private void waitFor(Duration limit) {
            vertx.cancelTimer(timer);
            if (!open.containsKey(connection)) {
                return;
            }
            timer = vertx.setTimer(limit.toMillis(), passed -> tooLate());
        }

        private void begin(HttpServerRequest request) {
            vertx.cancelTimer(timer);
            requests++;
            AtomicBoolean over = new AtomicBoolean();
            request.response().endHandler(ended -> ended(request, over));
            long body = vertx.setTimer(limits.body().toMillis(), passed -> bodyTooSlow(request));
            request.end().onComplete(read -> vertx.cancelTimer(body));
        }

        private void bodyTooSlow(HttpServerRequest request) {
            if (open.containsKey(connection)) { // else it was answered before its body, and nothing told of the end
                leaveAfter(request);
                EdgeAnswers.bodyTooSlow(request, limits.body());
            }
        }

        /** Until the next head is whole; what was written has to be taken by then, too. */
        private void ended(HttpServerRequest request, AtomicBoolean over) {
            if (over.getAndSet(true)) {
                return; // HTTP/2 tells of a client that left, and of the answer it no longer hears
            }
            requests--;
            if (request.version() == HttpVersion.HTTP_2 && open.containsKey(connection)) {
                untaken.add(request);
            }
            if (requests == 0 && !leaving) {
                waitFor(limits.idle());
            }
        }

        /** The others of its connection may be other people's. */
        private void notTaken(HttpServerRequest request) {
            late++;
            HangUp.now(request);
        }

        private void tooLate() {
            late++;
            leaving = true;
            HangUp.now(connection);
        }

        /** On HTTP/2 an answer is the end of one request: what else is on the connection may be other people's. */
        private void leaveAfter(HttpServerRequest request) {
            if (request.version() != HttpVersion.HTTP_2) {
                leave();
            }
        }

        /** Has had its last answer, and a while to read it. */
        private void leave() {
            leaving = true;
            waitFor(limits.head());
        }
    }
}
