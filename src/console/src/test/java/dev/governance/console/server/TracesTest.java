package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole console and a collector that keeps what it is sent. */
class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"; // the example of W3C Trace Context

    private final HttpClient client = HttpClient.newHttpClient();
    private final DatabaseUrl database = TestPostgres.migrated();
    private final List<String> spans = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            authorizations.add(exchange.getRequestHeaders().getFirst("authorization"));
            spans.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void close() {
        collector.stop(0);
    }

    private Console console() {
        return Console.serve(
                Configuration.read(
                        null,
                        Map.of(),
                        Map.of(
                                "http.port",
                                "0",
                                "tracing.endpoint",
                                "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces")),
                folder,
                Map.of(
                        "GOVERNANCE_DATABASE_URL",
                        database.withPassword(),
                        "GOVERNANCE_AUDIT_SECRET",
                        Stage.SECRET,
                        "GOVERNANCE_CONSOLE_TRACING_AUTHORIZATION",
                        "Basic collector"),
                line -> {});
    }

    private static String bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aRequestIsFollowedFromHttpOverTheBusToSql() throws Exception {
        try (Console console = console()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(console.url() + "/api/posture?looked-for=somebody"))
                    .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                    .header("authorization", "Bearer gc_no-token-of-this-console")
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(401);
        } // sends what waits

        Eventually.holds("the collector has it", () -> all().contains(bytes(TRACE)));
        assertThat(all())
                .as("HTTP, the bus, SQL")
                .contains("/api/posture", "tokens.holder", "insert into governance_console.sign_in_addresses")
                .contains("governance-console")
                .doesNotContain("looked-for", "gc_no-token", database.password());
        assertThat(authorizations).containsOnly("Basic collector");
    }

    private String all() {
        return String.join("\n", spans);
    }
}
