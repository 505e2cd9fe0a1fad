package dev.governance.sdk;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A heartbeat that goes on by itself until it is closed. */
public final class Pulse implements AutoCloseable {
    private final Presence presence;
    private final Heartbeat heartbeat;
    private final ScheduledFuture<?> beats;
    private volatile String status = "live";

    Pulse(Presence presence, Heartbeat heartbeat, Duration every, ScheduledExecutorService schedule) {
        this.presence = presence;
        this.heartbeat = heartbeat;
        this.beats = schedule.scheduleWithFixedDelay(this::beat, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One at a time, so that the newest status is the last one written. */
    private synchronized void beat() {
        presence.beat(heartbeat, status);
    }

    /** Beats as an agent that waits for work. */
    public void idle() {
        become("idle");
    }

    /** Beats as an agent that works. */
    public void live() {
        become("live");
    }

    private void become(String next) {
        if (!status.equals(next)) {
            status = next;
            beat();
        }
    }

    /** Stops beating; the agent stays known. */
    @Override
    public void close() {
        beats.cancel(false);
    }
}
