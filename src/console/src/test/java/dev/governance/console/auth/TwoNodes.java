package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.server.Console;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two whole consoles on one database, over real HTTP. People are signed in by a row, which costs no tries. */
final class TwoNodes implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Stage stage = Stage.on(TestPostgres.migrated());
    final Console here;
    final Console there;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Somebody signed in. */
    record Person(UUID userId, String username, UUID sessionId, String token) {}

    TwoNodes() throws IOException {
        here = node();
        there = node();
    }

    private Console node() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "two-nodes").toAbsolutePath());
        return Console.serve(
                Configuration.read(null, Map.of(), Map.of("http.port", "0")),
                Files.createTempDirectory(folder, "data"),
                Map.of(
                        "GOVERNANCE_DATABASE_URL",
                        stage.url().withPassword(),
                        "GOVERNANCE_AUDIT_SECRET",
                        Stage.SECRET,
                        "GOVERNANCE_CONSOLE_TOKEN",
                        AuthConsole.LEGACY),
                line -> {});
    }

    /** Nobody is left from other tests, and no tries of theirs. */
    void forget() {
        stage.execute("delete from governance_console.sign_in_addresses");
        stage.execute("delete from governance_console.sign_in_accounts");
        stage.execute("delete from governance_console.refusals");
        stage.execute("delete from governance_console.failed_sign_ins");
        stage.execute("delete from governance_console_users");
    }

    Person admin() {
        return person(Role.ADMIN);
    }

    Person viewer() {
        return person(Role.VIEWER);
    }

    private Person person(Role role) {
        UUID userId = UUID.randomUUID();
        String username = "person-" + NUMBER.incrementAndGet();
        stage.execute(
                "insert into governance_console_users (user_id, username, password_hash, role) values (?, ?, ?, ?)",
                userId,
                username,
                AuthConsole.STORED,
                role.code());
        return again(new Person(userId, username, userId, ""));
    }

    /** The same person in another browser. */
    Person again(Person person) {
        UUID sessionId = UUID.randomUUID();
        String token = SessionToken.random();
        stage.execute(
                "insert into governance_console.sessions (session_id, token_hash, user_id, address, user_agent, expires_at)"
                        + " values (?, ?, ?, '192.0.2.7', 'Firefox', now() + interval '8 hours')",
                sessionId,
                SessionToken.hash(token),
                person.userId());
        return new Person(person.userId(), person.username(), sessionId, token);
    }

    /** Asks the first node. */
    HttpResponse<String> send(Person by, String method, String path, @Nullable String body) {
        return ApiDescription.checked(sending(here, by, method, path, body).join());
    }

    HttpResponse<String> get(Person by, String path) {
        return send(by, "GET", path, null);
    }

    CompletableFuture<HttpResponse<String>> sending(
            Console node, Person by, String method, String path, @Nullable String body) {
        HttpRequest request = request(node, by, path)
                .header("content-type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Console node, Person by, String path) {
        return HttpRequest.newBuilder(URI.create(node.url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("origin", node.url())
                .header("cookie", "governance_session=" + by.token());
    }

    /** The person's stream on the second node, once that has greeted; it is complete when the node has ended it. */
    CompletableFuture<List<String>> stream(Person person) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer =
                client.send(request(there, person, "/api/stream/events").build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return CompletableFuture.supplyAsync(() -> answer.body().toList());
    }

    HttpResponse<String> signIn(Console node, String username, String password) {
        String body = Json.write(Map.of("username", username, "password", password));
        return sending(node, new Person(new UUID(0, 0), username, new UUID(0, 0), ""), "POST", "/api/auth/login", body)
                .join();
    }

    /** Whether the session still holds, on both nodes alike. */
    boolean isSignedIn(Person person) {
        int first = sending(here, person, "GET", "/api/auth/me", null).join().statusCode();
        int second = sending(there, person, "GET", "/api/auth/me", null).join().statusCode();
        assertThat(second).isEqualTo(first);
        return first == 200;
    }

    /** The metadata of audit rows of a kind, oldest first. */
    List<String> told(String kind) {
        return stage
                .rows(
                        "select metadata_json::text as told from governance_audit_events where kind = ? order by chain_seq",
                        kind)
                .stream()
                .map(row -> (String) row.get("told"))
                .toList();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.tree(answer.body());
    }

    /** What was refused, as a word. */
    static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + json(answer).path("code").asText();
    }

    @Override
    public void close() {
        here.close();
        there.close();
        stage.close();
    }
}
