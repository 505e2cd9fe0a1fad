package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.server.Console;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.OwnServer;
import dev.governance.console.testing.Stage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a stream ends while nobody can tell whether its session still holds. */
class StreamEndTest {
    private static final UUID USER = new UUID(3, 3);

    @TempDir
    Path folder;

    private OwnServer server;
    private Stage stage;
    private Console console;

    @BeforeEach
    void start() {
        server = new OwnServer(folder);
        stage = Stage.on(server.url());
        console = Console.serve(
                Configuration.read(null, Map.of(), Map.of("http.port", "0")),
                folder.resolve("console"),
                Map.of("GOVERNANCE_DATABASE_URL", server.url().withPassword(), "GOVERNANCE_AUDIT_SECRET", Stage.SECRET),
                line -> {});
        stage.execute(
                "insert into governance_console_users (user_id, username, password_hash, role)"
                        + " values (?, 'marie', ?, 'viewer')",
                USER,
                AuthConsole.STORED);
    }

    @AfterEach
    void stop() {
        console.close();
        stage.close();
        server.close();
    }

    /** The stream of a session; complete when it has ended. */
    private CompletableFuture<List<String>> stream(String expires, String seen) throws Exception {
        String token = SessionToken.random();
        stage.execute(
                "insert into governance_console.sessions"
                        + " (session_id, token_hash, user_id, address, user_agent, expires_at, last_seen_at)"
                        + " values (?, ?, ?, '192.0.2.7', 'Firefox', now() + ?::interval, now() - ?::interval)",
                UUID.randomUUID(),
                SessionToken.hash(token),
                USER,
                expires,
                seen);
        HttpRequest request = HttpRequest.newBuilder(URI.create(console.url() + "/api/stream/events"))
                .header("cookie", "governance_session=" + token)
                .build();
        HttpResponse<Stream<String>> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return CompletableFuture.supplyAsync(() -> answer.body().toList());
    }

    @Test
    void withoutTheDatabaseAStreamGoesOnToTheEndThatIsKnownAndNoFurther() throws Exception {
        CompletableFuture<List<String>> used = stream("8 hours", "0 s");
        CompletableFuture<List<String>> expiring = stream("15 s", "0 s");
        CompletableFuture<List<String>> unused = stream("8 hours", "59 minutes 45 s");

        server.stop();

        assertThat(expiring.get(60, TimeUnit.SECONDS)).contains("data: {\"reason\":\"your session has ended\"}");
        assertThat(unused.get(60, TimeUnit.SECONDS)).contains("data: {\"reason\":\"your session has ended\"}");
        assertThat(used).isNotDone();
    }

    @Test
    void useThatPutsTheEndOffLetsItGoOn() throws Exception {
        CompletableFuture<List<String>> unused = stream("8 hours", "59 minutes 53 s");
        CompletableFuture<List<String>> expiring = stream("12 s", "0 s");
        stage.execute("update governance_console.sessions set last_seen_at = now()");

        assertThat(expiring.get(60, TimeUnit.SECONDS)).contains("data: {\"reason\":\"your session has ended\"}");
        assertThat(unused).isNotDone();
    }
}
