package dev.governance.sdk.anthropic;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.core.http.HttpResponse;
import dev.governance.sdk.llm.Attempts;
import dev.governance.sdk.llm.Exchange;
import dev.governance.sdk.llm.HttpGuard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Stands between the client's retries and its transport. */
final class AnthropicHttpGuard implements HttpClient {
    private final HttpClient transport;
    private final HttpGuard guard;

    AnthropicHttpGuard(HttpClient transport, HttpGuard guard) {
        this.transport = transport;
        this.guard = guard;
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        Exchange exchange = judge(request);
        HttpResponse response;
        try {
            response = transport.execute(judged(request, exchange), options);
        } catch (Throwable e) { // a transport in Kotlin may throw what Java would have to declare
            exchange.failed(e);
            throw e;
        }
        return answered(exchange, response);
    }

    private static HttpResponse answered(Exchange exchange, HttpResponse response) {
        try {
            return new Answer(exchange, response);
        } catch (Throwable e) { // so may its answer
            try (response) {
                exchange.failed(e);
                throw e;
            }
        }
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        return guard.async(
                () -> judge(request),
                exchange -> transport.executeAsync(judged(request, exchange), options),
                Answer::new);
    }

    private Exchange judge(HttpRequest request) {
        return guard.judge(
                request.method().name(),
                request.url(),
                () -> bytes(request.body().orElse(null)),
                Attempts.number(request.headers().values(Attempts.HEADER)));
    }

    private static byte @Nullable [] bytes(@Nullable HttpRequestBody body) {
        if (body == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static HttpRequest judged(HttpRequest request, Exchange exchange) {
        return exchange.request()
                .map(bytes -> request.toBuilder().body(new JsonBody(bytes)).build())
                .orElse(request);
    }

    @Override
    public void close() {
        transport.close();
    }

    private static final class JsonBody implements HttpRequestBody {
        private final byte[] bytes;

        JsonBody(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void writeTo(OutputStream target) {
            try {
                target.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static final class Answer implements HttpResponse {
        private final HttpResponse response;
        private final InputStream body;

        Answer(Exchange exchange, HttpResponse response) {
            this.response = response;
            this.body = exchange.answered(
                    response.statusCode(),
                    response.headers().values("Content-Type").stream()
                            .findFirst()
                            .orElse(null),
                    response.body());
        }

        @Override
        public int statusCode() {
            return response.statusCode();
        }

        @Override
        public Headers headers() {
            return response.headers();
        }

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                response.close();
            }
        }
    }
}
