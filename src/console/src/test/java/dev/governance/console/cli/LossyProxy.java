package dev.governance.console.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A proxy before a console that loses some of its answers to acts on agents: what was asked happens all the same. */
final class LossyProxy implements AutoCloseable {
    private static final List<String> CARRIED = List.of("content-type", "cookie", "idempotency-key");

    private static final Pattern ACTS = Pattern.compile("/api/(agents|halts)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger losses;
    private final String console;
    private final HttpServer server;

    private LossyProxy(String console, int losses) {
        this.console = console;
        this.losses = new AtomicInteger(losses);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::carry);
        server.start();
    }

    static LossyProxy before(String console, int losses) {
        return new LossyProxy(console, losses);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void carry(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console + exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
            request.header("origin", console);
            for (String name : CARRIED) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            if (exchange.getRequestMethod().equals("POST")
                    && ACTS.matcher(exchange.getRequestURI().getPath()).lookingAt()
                    && losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return; // hangs up
            }
            answer.headers()
                    .allValues("set-cookie")
                    .forEach(cookie -> exchange.getResponseHeaders().add("set-cookie", cookie));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
