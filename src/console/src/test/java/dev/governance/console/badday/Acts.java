package dev.governance.console.badday;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An admin who does one thing after the other, each until the console says that it is done. */
final class Acts {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int TRIES = 120;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Supplier<String> console;
    private final String token;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final Set<Integer> statuses = new ConcurrentSkipListSet<>();

    /**
     * Prepares for one admin.
     *
     * @param console where the console is now
     */
    Acts(Supplier<String> console, String token) {
        this.console = console;
        this.token = token;
    }

    /** What was done it to, in that order. */
    List<String> acknowledged() {
        return acknowledged;
    }

    /** What was answered, 0 for nothing. */
    Set<Integer> statuses() {
        return statuses;
    }

    void halt(String agent) throws InterruptedException {
        untilDone(agent, "/api/agents/" + agent + "/halt");
    }

    void grant(UUID request) throws InterruptedException {
        untilDone(request.toString(), "/api/gates/" + request + "/grant");
    }

    /** Tries with one key, so that it is done once, however often the answer is lost. */
    private void untilDone(String whom, String path) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int status = status(path, key);
            statuses.add(status);
            if (status == 200) {
                acknowledged.add(whom);
                return;
            }
            Thread.sleep(250);
        }
        throw new AssertionError("could not be done: " + path + "; answers: " + statuses);
    }

    private int status(String path, String key) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(console.get() + path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .header("idempotency-key", key)
                .POST(BodyPublishers.ofString(path.endsWith("halt") ? "{\"reason\": \"a bad day\"}" : "{}"))
                .build();
        try {
            HttpResponse<Void> answer =
                    client.sendAsync(request, BodyHandlers.discarding()).join();
            return answer.statusCode();
        } catch (CompletionException e) {
            return 0; // nobody knows whether it was done
        }
    }
}
