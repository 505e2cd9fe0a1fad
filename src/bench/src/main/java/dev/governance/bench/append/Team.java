package dev.governance.bench.append;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that do the same, each with a number of its own. */
final class Team implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final int count;
    private final ExecutorService threads;

    Team(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count);
    }

    /** What one of them does. */
    interface Part {
        void of(int number) throws Exception;
    }

    /** Returns when all are done; fails when one did. */
    void each(Part part) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Callable<Void> task = () -> {
                part.of(number);
                return null;
            };
            running.add(threads.submit(task));
        }
        running.forEach(Team::await);
    }

    private static void await(Future<?> writer) {
        try {
            writer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a writer failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writers ran", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
