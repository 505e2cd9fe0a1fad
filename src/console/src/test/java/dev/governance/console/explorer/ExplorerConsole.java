package dev.governance.console.explorer;

import dev.governance.chain.Redaction;
import dev.governance.console.audit.AuditLog;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Auth;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.http.HttpSettings;
import dev.governance.console.http.HttpVerticle;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.testing.Loopback;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.EventPage;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Problem;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The explorer behind a real front door, with somebody signed in. */
final class ExplorerConsole implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Vertx vertx = Vertx.vertx();
    final Bus bus = Bus.over(vertx);
    final Database database;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    ExplorerConsole(DatabaseUrl url) {
        database = Database.open(vertx, url.pgOptions());
        Caller caller = new Caller(new UUID(7, 7), "operator-1", Role.VIEWER, new UUID(8, 8));
        bus.answer(
                Auth.SESSION,
                token -> Future.succeededFuture(new Auth.Session(
                        caller,
                        Instant.parse("2029-12-31T16:00:00Z"),
                        Instant.parse("2030-01-01T00:00:00Z"),
                        Instant.parse("2029-12-31T17:00:00Z"))));
        AuditRows rows = new AuditRows(new Redaction(Set.of())::json);
        await(vertx.deployVerticle(new ExplorerVerticle(bus, database, rows)));
        await(vertx.deployVerticle(
                new ExportsVerticle(bus, database, rows, new Ledger(AuditLog.KEY, Clock.systemUTC()))));
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        HttpSettings settings = Loopback.settings();
        await(vertx.deployVerticle(new HttpVerticle(bus, settings, Clock.systemUTC(), listening::complete)));
        port = listening.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    <Q extends Record, A extends Record> A ask(Ask<Q, A> ask, Q question) {
        return await(bus.ask(ask, question));
    }

    static <T> T await(Future<T> future) {
        return future.timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).await();
    }

    HttpResponse<String> get(String path) {
        HttpRequest request = request(path).build();
        return ApiDescription.checked(client.sendAsync(request, BodyHandlers.ofString())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
    }

    HttpResponse<String> post(String path, String body) {
        return send(path, body, BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(String path, String body, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request = request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return ApiDescription.checked(client.sendAsync(request, handler)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("origin", "http://127.0.0.1:" + port)
                .header("cookie", "governance_session=any");
    }

    EventPage page(String query) {
        HttpResponse<String> answer = get("/api/v2/events?" + query);
        if (answer.statusCode() != 200) {
            throw new AssertionError(query + ": " + answer.body());
        }
        return Json.read(answer.body(), EventPage.class);
    }

    Problem refused(String query, int status) {
        HttpResponse<String> answer = get("/api/v2/events?" + query);
        if (answer.statusCode() != status) {
            throw new AssertionError(query + ": " + answer.statusCode() + " " + answer.body());
        }
        return Json.read(answer.body(), Problem.class);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
