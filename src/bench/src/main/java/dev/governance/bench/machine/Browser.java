package dev.governance.bench.machine;

import dev.governance.console.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Somebody who is signed in to a console, on one kept connection. */
public final class Browser {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String url;
    private String cookie = "";

    private Browser(String url) {
        this.url = url;
    }

    /** Signs in, which any console of this database allows. */
    public static Browser signedIn(String url, Person person) {
        Browser browser = new Browser(url);
        HttpResponse<String> answer =
                browser.post("/api/auth/login", Map.of("username", person.username(), "password", person.password()));
        browser.cookie = answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
        return browser;
    }

    /** Its session, as the header {@code cookie} says it. */
    public String cookie() {
        return cookie;
    }

    /** The body of a page that must be there. */
    public String get(String path) {
        HttpResponse<String> answer = answer(path);
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** An answer of any status. */
    public HttpResponse<String> answer(String path) {
        return send(request(path).GET().build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, Map<String, ?> body) {
        HttpRequest request = request(path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build();
        return send(request, BodyHandlers.ofString());
    }

    /** Opens a stream that has no end. */
    public InputStream stream(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("cookie", cookie)
                .build();
        HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
        return cookie.isEmpty() ? request : request.header("cookie", cookie).header("origin", url);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().getPath() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while asking for " + request.uri().getPath(), e);
        }
    }
}
