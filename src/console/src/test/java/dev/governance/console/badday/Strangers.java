package dev.governance.console.badday;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Those who may not: without a session, with one that has ended, and a viewer who would halt. */
final class Strangers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Supplier<String> console;
    private final String ended;
    private final String viewer;
    private final Set<Integer> statuses = new TreeSet<>();

    /**
     * Prepares.
     *
     * @param ended cookie of a session that was signed out
     * @param viewer cookie of a viewer
     */
    Strangers(Supplier<String> console, String ended, String viewer) {
        this.console = console;
        this.ended = ended;
        this.viewer = viewer;
    }

    /** What they were answered, 0 for nothing. */
    Set<Integer> statuses() {
        return statuses;
    }

    /** Each tries once. */
    void tryAll() {
        for (String path : List.of("/api/events?limit=1", "/api/stream/events", "/api/gates/pending")) {
            ask(path, "", "GET");
            ask(path, ended, "GET");
        }
        ask("/api/agents/nobody/halt", viewer, "POST");
    }

    private void ask(String path, String cookie, String method) {
        String url = console.get();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("origin", url)
                .header("content-type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString("{\"reason\": \"because\"}"));
        if (!cookie.isEmpty()) {
            request.header("cookie", cookie);
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofInputStream());
            answer.body().close(); // a stream would have no end
            statuses.add(answer.statusCode());
        } catch (IOException e) {
            statuses.add(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
