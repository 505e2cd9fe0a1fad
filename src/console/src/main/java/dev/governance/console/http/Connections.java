package dev.governance.console.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final int NETWORK = 8; // bytes of an IPv6 address that one customer has all of (RFC 6177)

    private final Vertx vertx;
    private final EdgeLimits limits;
    private final TrustedProxies proxies;
    private final IdentityHashMap<HttpConnection, Open> open = new IdentityHashMap<>();
    private final Map<String, Integer> perAddress = new HashMap<>();
    private long refused;
    private long late;
    private long told;

    Connections(Vertx vertx, EdgeLimits limits, TrustedProxies proxies) {
        this.vertx = vertx;
        this.limits = limits;
        this.proxies = proxies;
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
        String address = connection.remoteAddress().hostAddress();
        Optional<InetAddress> peer = Optional.ofNullable(address).flatMap(TrustedProxies::address);
        boolean trusted = peer.isPresent() && proxies.trusts(peer.get());
        String counted = trusted ? null : peer.map(Connections::counted).orElse("");
        if (open.size() >= limits.connections()
                || (counted != null && perAddress.getOrDefault(counted, 0) >= limits.connectionsPerAddress())) {
            refused++;
            connection.close();
            return;
        }
        Open accepted = new Open(connection, counted);
        open.put(connection, accepted);
        if (counted != null) {
            perAddress.merge(counted, 1, Integer::sum);
        }
        connection.closeHandler(closed -> forget(accepted));
        accepted.waitFor(limits.head());
    }

    private void forget(Open closed) {
        if (open.remove(closed.connection) != null) {
            vertx.cancelTimer(closed.timer);
            if (closed.counted != null) {
                perAddress.compute(
                        closed.counted, (address, number) -> number == null || number <= 1 ? null : number - 1);
            }
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

    private static String counted(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK) : bytes);
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
        private final @Nullable String counted;
        private int requests;
        private boolean leaving;
        private long timer = -1; // Vert.x counts from 0

        private Open(HttpConnection connection, @Nullable String counted) {
            this.connection = connection;
            this.counted = counted;
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
            request.response().endHandler(ended -> ended(over));
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
        private void ended(AtomicBoolean over) {
            if (over.getAndSet(true)) {
                return; // HTTP/2 tells of a client that left, and of the answer it no longer hears
            }
            requests--;
            if (requests == 0 && !leaving) {
                waitFor(limits.idle());
            }
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
