package dev.governance.console.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Hangs up on a line that says nothing for too long: where the other end is gone without a word, it never ends by itself. */
final class Silence implements AutoCloseable {
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(look -> {
        Thread thread = new Thread(look, "silence");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long heardAt = System.nanoTime();

    Silence(Duration limit, Runnable hangUp) {
        long every = Math.max(1, limit.toMillis() / 4);
        var unused = watch.scheduleWithFixedDelay(
                () -> {
                    if (System.nanoTime() - heardAt > limit.toNanos()) {
                        watch.shutdown();
                        hangUp.run();
                    }
                },
                every,
                every,
                TimeUnit.MILLISECONDS);
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
