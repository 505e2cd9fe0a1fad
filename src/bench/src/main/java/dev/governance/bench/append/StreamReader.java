package dev.governance.bench.append;

import dev.governance.bench.machine.Browser;
import dev.governance.bench.machine.Talk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A browser's end of {@code /api/stream/events}: it comes back with its last position when it is hung up on. */
final class StreamReader implements AutoCloseable {
    private static final String EVENT_ID = "\"event_id\":\"";
    private static final int ID_LENGTH = 36;
    private static final Duration HELLO_LIMIT = Duration.ofSeconds(30);
    private static final long LOOK_MS = 20;

    private final Browser browser;
    private final Set<UUID> told = ConcurrentHashMap.newKeySet();
    private final CountDownLatch greeted = new CountDownLatch(1);
    private volatile long lastAt = System.nanoTime();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong reconnects = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private volatile boolean ended;
    private String lastId = "";
    private String event = "";

    StreamReader(Browser browser) {
        this.browser = browser;
        Thread thread = new Thread(this::read, "stream reader");
        thread.setDaemon(true);
        thread.start();
        awaitHello();
    }

    private void awaitHello() {
        try {
            if (!greeted.await(HELLO_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the stream did not greet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a stream was opened", e);
        }
    }

    private void read() {
        while (!ended) {
            String place = lastId.isEmpty() ? "" : "?last_event_id=" + lastId;
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(browser.stream("/api/stream/events" + place), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null && !ended; line = lines.readLine()) {
                    line(line);
                }
            } catch (IOException | UncheckedIOException e) {
                Talk.say("the stream was cut: " + e.getMessage());
            }
            reconnects.incrementAndGet();
        }
    }

    private void line(String line) {
        if (line.startsWith("id: ")) {
            lastId = line.substring(4);
        } else if (line.startsWith("event: ")) {
            event = line.substring(7);
        } else if (line.startsWith("data: ")) {
            data(line);
        }
    }

    private void data(String line) {
        switch (event) {
            case "hello" -> greeted.countDown();
            case "reset" -> resets.incrementAndGet();
            case "audit" -> audit(line);
            default -> {} // what other pages show
        }
    }

    private void audit(String line) {
        int start = line.indexOf(EVENT_ID) + EVENT_ID.length();
        if (!told.add(UUID.fromString(line.substring(start, start + ID_LENGTH)))) {
            repeated.incrementAndGet();
        }
        lastAt = System.nanoTime();
    }

    /** Waits until all are told, or nothing was told for {@code silence}. */
    void awaitAll(Set<UUID> stored, Duration silence) {
        lastAt = Math.max(lastAt, System.nanoTime() - silence.toNanos() / 2);
        while (!told.containsAll(stored) && System.nanoTime() - lastAt < silence.toNanos()) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a stream was read", e);
            }
        }
    }

    Set<UUID> told() {
        return told;
    }

    long lastAt() {
        return lastAt;
    }

    long repeated() {
        return repeated.get();
    }

    long reconnects() {
        return reconnects.get();
    }

    long resets() {
        return resets.get();
    }

    @Override
    public void close() {
        ended = true;
    }
}
