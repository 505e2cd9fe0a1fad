package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.server.Console;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Programs that come to one of {@link TwoNodes} by a token, and the people who make such tokens. */
final class Scripts {
    static final String TOKENS = "/api/auth/tokens";

    private final TwoNodes nodes;
    private final HttpClient client = HttpClient.newHttpClient();

    Scripts(TwoNodes nodes) {
        this.nodes = nodes;
    }

    /** A token that was made. */
    record Token(UUID id, String secret) {}

    HttpResponse<String> tryToMake(Person owner, Object body) {
        return ApiDescription.checked(nodes.send(owner, "POST", TOKENS, Json.write(body)));
    }

    static Map<String, Object> body(String... scopes) {
        return Map.of(
                "name",
                "nightly report",
                "scopes",
                List.of(scopes),
                "expires_in_days",
                30,
                "password_of_caller",
                AuthConsole.PASSWORD);
    }

    /** However many were made before: each counts like a sign-in. */
    Token make(Person owner, String... scopes) {
        nodes.stage.execute("delete from governance_console.sign_in_addresses");
        HttpResponse<String> answer = tryToMake(owner, body(scopes));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode made = Json.tree(answer.body());
        return new Token(
                UUID.fromString(made.path("token").path("token_id").asText()),
                made.path("secret").asText());
    }

    HttpResponse<String> get(String secret, String path) {
        return send(secret, "GET", path, null);
    }

    HttpResponse<String> send(String secret, String method, String path, @Nullable String body) {
        return with(method, path, body, "authorization", "Bearer " + secret);
    }

    HttpResponse<String> with(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = request(nodes.here, path)
                .header("content-type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .headers(headers);
        return ApiDescription.checked(
                client.sendAsync(request.build(), BodyHandlers.ofString()).join());
    }

    private static HttpRequest.Builder request(Console node, String path) {
        return HttpRequest.newBuilder(URI.create(node.url() + path)).timeout(Duration.ofSeconds(60));
    }

    /** A stream on the second node, once that has greeted; it is complete when the node has ended it. */
    CompletableFuture<List<String>> stream(String... headers) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = client.send(
                request(nodes.there, "/api/stream/events").headers(headers).build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return CompletableFuture.supplyAsync(() -> answer.body().toList());
    }

    /** What a stream answers at once that is not let in. */
    HttpResponse<String> noStream(String... headers) {
        return with("GET", "/api/stream/events", null, headers);
    }
}
