package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Loopback;
import dev.governance.console.testing.Ports;
import dev.governance.console.wire.MarksVerdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door for probes and metrics, and what it says while the console stops. */
class ManagementDoorTest {
    private static final Audit.Findings NOTHING_FOUND = new Audit.Findings(
            List.of(),
            new Audit.Counts(0, 0, 0, 0),
            new Audit.Reading(null, 0, null, true, null, 0, 0, 0, 0),
            new MarksVerdict(MarksVerdict.State.MISSING, "There are none.", null, null, null, null));

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.over(vertx);
    private final HttpClient client = HttpClient.newHttpClient();
    private final CompletableFuture<Integer> front = new CompletableFuture<>();
    private int port;
    private String deployment;

    @BeforeEach
    void open() throws Exception {
        port = Ports.free();
        HttpSettings settings = Loopback.managed(new HttpSettings.Management("127.0.0.1", port));
        bus.answer(Audit.KNOWN, asked -> Future.succeededFuture(NOTHING_FOUND));
        bus.answer(Doorbell.PING, asked -> Future.succeededFuture(new Doorbell.Pong()));
        deployment = vertx.deployVerticle(new HttpVerticle(bus, settings, Clock.systemUTC(), front::complete))
                .await(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private HttpResponse<String> get(int at, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).join();
    }

    @Test
    void whoeverReachesItIsToldAndAskedNothing() throws Exception {
        assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(port, "/health/ready").statusCode()).isEqualTo(200);
        HttpResponse<String> metrics = get(port, "/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("governance_http_connections ", "process_is_measured 1");
    }

    @Test
    void nothingElseIsBehindIt() throws Exception {
        for (String path :
                new String[] {"/", "/api/posture", "/api/health", "/api/metrics", "/metrics/../api/posture"}) {
            assertThat(get(port, path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get(front.join(), "/metrics").statusCode()).isEqualTo(401);
    }

    @Test
    void aRequestUnderWayIsAnsweredWhileTheConsoleStopsAndNobodyIsSentThereAnyMore() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.join())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 2\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
            Eventually.holds(
                    "it is under way", () -> get(port, "/metrics").body().contains("http_connections 1\n"));

            Future<Void> stopped = vertx.undeploy(deployment);

            Eventually.holds("it is not ready", () -> get(port, "/health/ready").statusCode() == 503);
            assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(front.join(), "/api/health")).hasCauseInstanceOf(ConnectException.class);
            assertThat(stopped.isComplete()).isFalse();

            out.write('}');
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 422");
            stopped.await(20, TimeUnit.SECONDS);
        }
    }
}
