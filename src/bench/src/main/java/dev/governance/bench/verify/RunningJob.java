package dev.governance.bench.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Browser;
import dev.governance.console.wire.Json;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A verification of the whole log in the console itself, as somebody with a browser starts it. */
final class RunningJob implements AutoCloseable {
    private static final int ACCEPTED = 202;
    private static final Set<String> ENDED = Set.of("done", "cancelled", "failed");
    private static final long LOOK_MS = 200;

    private final Browser browser;
    private final String address;
    private final Thread thread = new Thread(this::look, "job");
    private volatile JsonNode state;
    private volatile boolean closed;

    private RunningJob(Browser browser, JsonNode state) {
        this.browser = browser;
        this.state = state;
        this.address = "/api/verifications/" + state.get("id").asText();
        thread.setDaemon(true);
    }

    static RunningJob start(Browser browser) {
        HttpResponse<String> answer = browser.post("/api/verifications", Map.of("all", true));
        if (answer.statusCode() != ACCEPTED) {
            throw new IllegalStateException("no verification was started: " + answer.body());
        }
        RunningJob job = new RunningJob(browser, Json.tree(answer.body()));
        job.thread.start();
        return job;
    }

    private void look() {
        try {
            while (goesOn() && !closed) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                state = Json.tree(browser.get(address));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean goesOn() {
        return !ENDED.contains(state.get("state").asText());
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", state.get("state").asText());
        json.put("rows", state.get("rows").asLong());
        json.put("rows_per_s", state.get("rate").asLong());
        return json;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(10 * LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
