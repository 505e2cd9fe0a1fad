package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Permission;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code /api/stream/events}: server-sent events. */
final class StreamRoutes {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15); // under the 60 s after which proxies hang up

    private final Bus bus;
    private final Guard guard;
    private final SessionWatch watch;
    private final HttpSettings settings;
    private final StreamStart start;
    private final Map<SseConnection, SessionWatch.Watched> connections = new LinkedHashMap<>();

    StreamRoutes(Bus bus, Guard guard, SessionWatch watch, Clock clock, HttpSettings settings, String build) {
        this.bus = bus;
        this.guard = guard;
        this.watch = watch;
        this.settings = settings;
        this.start = new StreamStart(bus, clock, settings.version(), build);
    }

    void mount(Vertx vertx, Router router) {
        router.get("/api/stream/events")
                .handler(guard.follows(Permission.READ, "last_event_id"))
                .handler(this::open);
        Broadcast broadcast = new Broadcast(vertx, this::everyone);
        bus.listen(Bridge.FRAMES, told -> {
            if (!connections.isEmpty()) {
                broadcast.tell(told.frames());
            }
        });
        vertx.setPeriodic(
                HEARTBEAT.toMillis(), timer -> snapshot().forEach(connection -> connection.beat(SseText.heartbeat())));
    }

    /** How many browsers follow. */
    int count() {
        return connections.size();
    }

    /** Tells every browser that this node goes. */
    void close() {
        snapshot().forEach(connection -> connection.end(bye("the server is restarting")));
        connections.clear();
    }

    private void open(RoutingContext context) {
        if (context.response().closed()) {
            return; // left while the session was looked up, and nothing tells of it any more
        }
        long lastSeen = lastSeen(context);
        UUID userId = Guard.caller(context).userId();
        refuseTooMany(userId);
        SseConnection connection =
                new SseConnection(context.vertx(), settings.limits().get().idle(), context.request(), userId);
        // Listening begins here, before the replay is read, so nothing falls between the two.
        connections.put(
                connection,
                watch.begin(Guard.credential(context), Guard.here(context), () -> sessionEnded(connection)));
        context.response().closeHandler(closed -> forget(connection)).exceptionHandler(broken -> forget(connection));
        start.begin(connection, lastSeen).onFailure(failure -> {
            forget(connection);
            context.fail(failure);
        });
    }

    private void refuseTooMany(UUID userId) {
        long own = connections.keySet().stream()
                .filter(connection -> connection.userId().equals(userId))
                .count();
        EdgeLimits limits = settings.limits().get();
        if (own >= limits.streamsPerUser() || connections.size() >= limits.streams()) {
            throw new Refusal(Fault.TOO_MANY, "too_many_streams", "too many open streams; close some tabs")
                    .retryAfter(HEARTBEAT);
        }
    }

    private void everyone(Buffer frames) {
        snapshot().forEach(connection -> connection.send(frames));
    }

    private void sessionEnded(SseConnection connection) {
        connection.end(bye("your session has ended"));
        forget(connection);
    }

    private void forget(SseConnection connection) {
        connection.closed();
        SessionWatch.Watched watched = connections.remove(connection);
        if (watched != null) {
            watch.forget(watched);
        }
    }

    private List<SseConnection> snapshot() {
        return new ArrayList<>(connections.keySet()); // writing may close a connection and change the set
    }

    private static Buffer bye(String reason) {
        return Buffer.buffer("event: bye\ndata: {\"reason\":\"" + reason + "\"}\n\n");
    }

    private static long lastSeen(RoutingContext context) {
        String header = context.request().getHeader("last-event-id");
        Optional<String> given = header == null ? Http.query(context, "last_event_id") : Optional.of(header);
        try {
            return given.map(Long::parseLong).orElse(-1L);
        } catch (NumberFormatException e) {
            throw Refusal.unfit("last_event_id", "last_event_id is a stream position, a number");
        }
    }
}
