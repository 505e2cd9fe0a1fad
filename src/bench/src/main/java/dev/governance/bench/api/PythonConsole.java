package dev.governance.bench.api;

import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Ports;
import dev.governance.bench.machine.PythonPackage;
import dev.governance.console.db.DatabaseUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The FastAPI console of the Python package as it starts by itself: one uvicorn worker, connections of its own. Its limit of 60
 * requests a minute is raised, and it writes no line for each request, as ours writes none.
 */
final class PythonConsole implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2); // its imports take ten seconds on a busy machine
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final long LOOK_MS = 100;
    private static final int OK = 200;

    private final Child process;
    private final int port;

    private PythonConsole(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it on a migrated database and waits until it answers. */
    static PythonConsole on(Place place, PythonPackage python, DatabaseUrl database) {
        int port = Ports.free();
        Map<String, String> environment = new HashMap<>(place.environment(database));
        environment.put("GOVERNANCE_CONSOLE_PORT", Integer.toString(port));
        environment.put("GOVERNANCE_CONSOLE_LOG_LEVEL", "warning");
        environment.put("GOVERNANCE_CONSOLE_USER_RATE_LIMIT", "1000000000");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        PythonConsole console = new PythonConsole(
                Child.start(
                        place.folder(),
                        environment,
                        List.of(python.program("python"), "-m", "codeatelier_governance.console")),
                port);
        console.awaitStart();
        return console;
    }

    private void awaitStart() {
        HttpClient client = HttpClient.newHttpClient();
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            if (answers(client)) {
                return;
            }
        }
        process.close();
        throw new IllegalStateException("the Python console did not start: " + process.talk() + process.output());
    }

    private boolean answers(HttpClient client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/api/health"))
                .timeout(ANSWER_LIMIT)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == OK || waited();
        } catch (IOException notYet) {
            return waited();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the Python console started", e);
        }
    }

    private static boolean waited() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the Python console started", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What it took of the processor so far. */
    Duration processorTime() {
        return process.processorTime();
    }

    double peakMib() {
        return process.peakMib();
    }

    @Override
    public void close() {
        process.close();
    }
}
