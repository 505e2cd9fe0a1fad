package dev.governance.console.badday;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** An admin who halts one agent after the other, each until the console says that it is halted. */
final class Halts {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int TRIES = 60;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String token;
    private final List<String> acknowledged = new ArrayList<>();
    private final Set<Integer> statuses = new TreeSet<>();

    Halts(String url, String token) {
        this.url = url;
        this.token = token;
    }

    List<String> acknowledged() {
        return acknowledged;
    }

    /** What it was answered, 0 for nothing. */
    Set<Integer> statuses() {
        return statuses;
    }

    /** Tries with one key, so that it is done once, however often the answer is lost. */
    void halt(String agent) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int status = status(agent, key);
            statuses.add(status);
            if (status == 200) {
                acknowledged.add(agent);
                return;
            }
            Thread.sleep(250);
        }
        throw new AssertionError(agent + " could not be halted");
    }

    private int status(String agent, String key) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/agents/" + agent + "/halt"))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .header("idempotency-key", key)
                .POST(BodyPublishers.ofString("{\"reason\": \"a bad day\"}"))
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
