package dev.governance.console.presence;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether an agent lives. Nobody marks agents stale on a schedule, so what is stored is only a part of the truth.
 *
 * @param idleAfter time without a heartbeat from which an agent counts as idle
 * @param unresponsiveAfter time without a heartbeat from which it counts as gone
 */
record Liveness(Duration idleAfter, Duration unresponsiveAfter) {

    /**
     * Judges by the database's clock.
     *
     * @param stored what the agent or its SDK wrote: live, idle or unresponsive
     * @param lastHeartbeat null when there was none
     * @param halted a halt writes unresponsive, which then says nothing about the process
     */
    String status(String stored, @Nullable Instant lastHeartbeat, boolean halted, Instant now) {
        if (lastHeartbeat == null) {
            return "never_seen";
        }
        Duration silence = Duration.between(lastHeartbeat, now);
        boolean saidUnresponsive = stored.equals("unresponsive") && !halted;
        if (saidUnresponsive || silence.compareTo(unresponsiveAfter) > 0) {
            return "unresponsive";
        }
        return stored.equals("idle") || silence.compareTo(idleAfter) > 0 ? "idle" : "live";
    }
}
