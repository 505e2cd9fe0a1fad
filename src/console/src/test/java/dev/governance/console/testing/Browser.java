package dev.governance.console.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody who signed in to a console, and whose every request has to succeed. */
public final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private String cookie = "";

    private Browser(String url) {
        this.url = url;
    }

    public static Browser signedIn(String url, String username, String password) {
        Browser browser = new Browser(url);
        HttpResponse<String> answer =
                browser.send("POST", "/api/auth/login", Map.of("username", username, "password", password));
        browser.cookie = answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
        return browser;
    }

    /** By what the console knows this browser again. */
    public String cookie() {
        return cookie;
    }

    public JsonNode get(String path) {
        return Json.tree(send("GET", path, null).body());
    }

    public String text(String path) {
        return send("GET", path, null).body();
    }

    public JsonNode send(String method, String path, Map<String, ?> body, String name) {
        return Json.tree(send(method, path, body).body()).path(name);
    }

    public HttpResponse<String> send(String method, String path, @Nullable Map<String, ?> body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
        if (!cookie.isEmpty()) {
            request.header("cookie", cookie).header("origin", url);
        }
        if (!method.equals("GET")) {
            request.header("content-type", "application/json");
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)));
        try {
            HttpResponse<String> answer = ApiDescription.checked(client.send(request.build(), BodyHandlers.ofString()));
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(answer + ": " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
