package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.testing.Loopback;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The front door alone; whoever is behind it is a lambda on the bus. A session's token is the name of its role. */
final class FrontDoor implements AutoCloseable {
    static final UUID USER = new UUID(7, 7);

    final Vertx vertx = Vertx.vertx();
    final Bus bus = Bus.over(vertx);
    final int port;
    /** Who was asked for, oldest first, and whether that was use. */
    final Queue<Auth.Token> asked = new ConcurrentLinkedQueue<>();

    /** How often the database was asked whether it is there, and what it says. */
    final AtomicInteger pings = new AtomicInteger();

    volatile Future<Doorbell.Pong> pong = Future.succeededFuture(new Doorbell.Pong());

    /** What the look-up of a session waits for, by its token. */
    final Map<String, Future<?>> lookups = new ConcurrentHashMap<>();

    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpVerticle verticle;
    private final String deployment;

    FrontDoor() {
        this(true);
    }

    FrontDoor(boolean secureCookies) {
        this(Loopback.settings(secureCookies, List.of()));
    }

    FrontDoor(HttpSettings settings) {
        bus.answer(Auth.SESSION, token -> {
            asked.add(token);
            Future<?> lookup = lookups.getOrDefault(token.token(), Future.succeededFuture());
            return lookup.compose(done -> session(token));
        });
        bus.answer(Doorbell.PING, ping -> {
            pings.incrementAndGet();
            return pong;
        });
        bus.answer(Bridge.STATE, now -> Future.succeededFuture(new Bridge.Frame(10, "state", "{\"gates\":[]}")));
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        verticle = new HttpVerticle(bus, settings, Clock.systemUTC(), listening::complete);
        deployment =
                vertx.deployVerticle(verticle).timeout(30, TimeUnit.SECONDS).await();
        port = listening.join();
    }

    private Future<Auth.Session> session(Auth.Token token) {
        boolean known =
                Arrays.stream(Role.values()).anyMatch(role -> role.code().equals(token.token()));
        if (!known || ended.contains(token.token())) {
            return Future.failedFuture(new Refusal(Fault.UNAUTHENTICATED, "session_ended", "your session has ended"));
        }
        Caller caller = new Caller(USER, token.token(), Role.of(token.token()), new UUID(8, 8));
        return Future.succeededFuture(new Auth.Session(
                caller,
                Instant.parse("2029-12-31T16:00:00Z"),
                Instant.parse("2030-01-01T00:00:00Z"),
                Instant.parse("2029-12-31T17:00:00Z")));
    }

    /** From now on this role's session is over. */
    void end(Role role) {
        ended.add(role.code());
    }

    /** How its certificate stands. */
    Tls.State tls() {
        return verticle.tls().orElseThrow();
    }

    List<Route> routes() {
        return verticle.router(
                        Webroot.load(),
                        new Connections(vertx, () -> EdgeLimits.of(1, 1, 1, 1), TrustedProxies.of(List.of())),
                        null)
                .getRoutes();
    }

    void stop() {
        vertx.undeploy(deployment).timeout(20, TimeUnit.SECONDS).await();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder as(Role role, String path) {
        return request(path)
                .header("origin", "http://127.0.0.1:" + port)
                .header("cookie", "governance_session=" + role.code());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return ApiDescription.checked(client.send(request.build(), BodyHandlers.ofString()));
    }

    @Override
    public void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }
}
