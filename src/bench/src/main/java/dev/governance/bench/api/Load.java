package dev.governance.bench.api;

import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Words;
import dev.governance.console.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Our end of a {@link LoadClient}. */
final class Load implements AutoCloseable {
    /** After the last request may have begun: an answer to it takes at most a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Child child;
    private final BufferedReader lines;
    private Duration longest = Duration.ZERO;

    Load(Place place) {
        String java = ProcessHandle.current().info().command().orElse("java");
        this.child = Child.conversing(
                place.folder(),
                Map.of(),
                Words.of(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadClient.class.getName()));
        this.lines = child.lines();
    }

    /** Asks, and waits for the last answer. */
    Answered done(Order order) {
        begin(order);
        return end();
    }

    /** Begins to ask; {@link #end} has to be called before the next. */
    void begin(Order order) {
        longest = order.longest();
        child.tell(Json.write(order));
    }

    /** Waits for the last answer to what was begun; a client that does not tell of it in time is ended. */
    Answered end() {
        Duration limit = longest.plus(PATIENCE);
        Future<?> late = CompletableFuture.runAsync(
                child::close, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException(
                        "the load client ended, or said nothing for " + limit.toSeconds() + " s: " + child.talk());
            }
            return Json.read(line, Answered.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the load client is gone: " + child.talk(), e);
        } finally {
            late.cancel(false);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
