package dev.governance.bench.halt;

import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Words;
import dev.governance.console.db.DatabaseUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Our end of a {@link RunningAgents} process. Times are taken here, when its line arrives. */
final class AgentProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final Child child;
    private final Map<String, CompletableFuture<Long>> awaited = new ConcurrentHashMap<>();

    AgentProcess(Place place, DatabaseUrl url, boolean listens) {
        String java = ProcessHandle.current().info().command().orElse("java");
        child = Child.conversing(
                place.folder(),
                place.environment(url),
                Words.of(
                        java,
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunningAgents.class.getName(),
                        listens ? "listen" : "ask"));
        Thread thread = new Thread(this::read, "output of agents");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        BufferedReader lines = child.lines();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                line(line).complete(System.nanoTime());
            }
        } catch (IOException e) {
            return; // it ended
        }
    }

    private CompletableFuture<Long> line(String text) {
        return awaited.computeIfAbsent(text, unused -> new CompletableFuture<>());
    }

    /** Runs an agent from now on; returns once it passed its first check. */
    void run(String agent) {
        child.tell(agent);
        if (at("running " + agent, START).isEmpty()) {
            throw new IllegalStateException("agent " + agent + " does not run: " + child.talk());
        }
    }

    /** When its first refusal was heard of, by {@link System#nanoTime}; empty when none came in time. */
    OptionalLong refusedAt(String agent, Duration patience) {
        return at("refused " + agent, patience);
    }

    private OptionalLong at(String line, Duration patience) {
        try {
            return OptionalLong.of(line(line).get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return OptionalLong.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while agents ran", e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
