package dev.governance.console.alerts;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A webhook's server on this machine: it keeps what came, and answers as it is told to. */
final class Receiver implements AutoCloseable {
    final List<Got> got = new CopyOnWriteArrayList<>();
    volatile Consumer<HttpServerRequest> answer = answering(204);

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** What came. */
    record Got(String method, String uri, String host, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Receiver() {
        this(new HttpServerOptions());
    }

    Receiver(HttpServerOptions options) {
        server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(this::take)
                .listen()
                .timeout(20, TimeUnit.SECONDS)
                .await();
    }

    static Consumer<HttpServerRequest> answering(int status) {
        return request -> request.response().setStatusCode(status).end("whatever");
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.headers().forEach(headers::put);
            got.add(new Got(
                    request.method().name(), request.uri(), request.authority().toString(), headers, body.toString()));
            answer.accept(request);
        });
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }
}
