package dev.governance.bench.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Browser;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Talk;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Somebody who reads the newest page of the log every 50 ms, while nothing else happens and while it is verified. */
final class OtherRequests {
    private static final String PAGE = "/api/v2/events?size=50";
    private static final long EVERY_MS = 50;
    private static final int WARM = 100;

    /** At least as long as the job, so that both have as many readers. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final Browser browser;

    OtherRequests(Browser browser) {
        this.browser = browser;
    }

    ObjectNode measure() {
        for (int i = 0; i < WARM; i++) {
            browser.get(PAGE);
        }
        long end = System.nanoTime() + IDLE.toNanos();
        Latencies idle = read(() -> System.nanoTime() < end);
        Latencies busy;
        ObjectNode job;
        try (RunningJob running = RunningJob.start(browser)) {
            busy = read(running::goesOn);
            job = running.json();
        }
        Talk.say("other requests: p99 " + idle.ms(0.99) + " ms idle, " + busy.ms(0.99) + " ms beside verification");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("request", PAGE);
        json.set("idle", idle.json());
        json.set("verifying", busy.json());
        json.set("job", job);
        Numbers.put(json, "p99_ratio", busy.ms(0.99) / idle.ms(0.99));
        Numbers.put(json, "p50_ratio", busy.ms(0.5) / idle.ms(0.5));
        return json;
    }

    /** A request that was late makes none after it late: its own time is counted from when it was due. */
    private Latencies read(BooleanSupplier goesOn) {
        Latencies latencies = new Latencies();
        long due = System.nanoTime();
        while (goesOn.getAsBoolean()) {
            pauseUntil(due);
            browser.get(PAGE);
            latencies.add(System.nanoTime() - due);
            due = Math.max(due + TimeUnit.MILLISECONDS.toNanos(EVERY_MS), System.nanoTime());
        }
        return latencies;
    }

    private static void pauseUntil(long due) {
        try {
            long left = due - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two requests", e);
        }
    }
}
