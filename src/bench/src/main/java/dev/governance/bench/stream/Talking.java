package dev.governance.bench.stream;

import dev.governance.bench.machine.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A program that answers each line with one. */
final class Talking implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Child child;
    private final BufferedReader lines;

    Talking(Child child) {
        this.child = child;
        this.lines = child.lines();
    }

    /** Asks and waits; one that says nothing in time is ended. */
    String answer(String line) {
        child.tell(line);
        Future<?> late = CompletableFuture.runAsync(
                child::close, CompletableFuture.delayedExecutor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        try {
            String answer = lines.readLine();
            if (answer == null) {
                throw new IllegalStateException("a program that helps to measure ended: " + child.talk());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("a program that helps to measure is gone: " + child.talk(), e);
        } finally {
            late.cancel(false);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
