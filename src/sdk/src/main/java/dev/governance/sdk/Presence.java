package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import dev.governance.sdk.errors.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the console that agents live. But for {@link #haltSelf} nothing here throws for what the database does: an agent
 * must not fail because its heartbeat does. Safe from any thread.
 */
public final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private static final int METADATA_LIMIT = 65_536;

    private final Store store;
    private final Halts halts;
    private final Audit audit;
    private final ScheduledExecutorService schedule;

    Presence(Store store, Halts halts, Audit audit, ScheduledExecutorService schedule) {
        this.store = store;
        this.halts = halts;
        this.audit = audit;
        this.schedule = schedule;
    }

    /**
     * Says that the agent is live. After 300 s without a heartbeat the console calls it unresponsive.
     *
     * @return false when it was not stored: the database is away, or a field is over its limit (agent id and operator
     *     256 characters)
     */
    public boolean heartbeat(Heartbeat heartbeat) {
        return beat(heartbeat, "live");
    }

    /** Says that the agent is there and waits for work; false when it was never heard of or that was not stored. */
    public boolean idle(String agentId) {
        halts.met(agentId);
        return written(agentId, connection -> PresenceStore.idle(connection, agentId));
    }

    /** Forgets the agent, because it ended; false for a halted one, whose marker must stay. */
    public boolean close(String agentId) {
        boolean closed = written(agentId, connection -> PresenceStore.close(connection, agentId));
        if (closed) {
            halts.forget(agentId);
        }
        return closed;
    }

    /**
     * Beats now and from then on by itself, until the pulse is closed.
     *
     * @param every 30 s is a good choice; at most 300 s make sense
     */
    public Pulse keepAlive(Heartbeat heartbeat, Duration every) {
        return new Pulse(this, heartbeat, every, schedule);
    }

    /**
     * Stops the agent on every enforcement path of every process, as a person's halt does, and records it; only a person
     * lets it go on. Here, too, it is seen within milliseconds where the DataSource unwraps to the driver, else in 1 s.
     *
     * @param agentId 1 to 256 characters
     * @param reason why, 1 to 512 characters
     * @return false when it was halted already
     * @throws IllegalArgumentException when the agent or the reason is blank or too long
     * @throws StoreException when the database did not take it: nothing was halted
     * @throws dev.governance.sdk.errors.KeyRotatedException when this process signs with a key that was rotated out:
     *     nothing was halted
     */
    public boolean haltSelf(String agentId, String reason) {
        try {
            return store.transaction(
                    connection -> HaltMarkerStore.halt(connection, agentId, agentId, reason, audit::append));
        } catch (SQLException e) {
            throw new StoreException("NOTHING WAS HALTED: the halt of " + agentId + " could not be stored", e);
        }
    }

    boolean beat(Heartbeat heartbeat, String status) {
        String agentId = heartbeat.agentId();
        halts.met(agentId);
        return written(agentId, connection -> {
            String metadata = PlainJson.write(PlainJson.copy(heartbeat.metadata()));
            if (metadata.length() > METADATA_LIMIT) {
                throw new IllegalArgumentException("metadata takes more than " + METADATA_LIMIT + " characters");
            }
            Fields.name("an agent id", agentId, Fields.AGENT);
            return PresenceStore.beat(connection, agentId, status, metadata, heartbeat.operatorId());
        });
    }

    private boolean written(String agentId, Store.Work<Integer> work) {
        try {
            return store.transaction(work) > 0;
        } catch (SQLException | RuntimeException e) { // a pool, a driver or a value's toString() may throw anything
            LOG.atWarn()
                    .addKeyValue("agent", agentId)
                    .addKeyValue("reason", Reason.of(e))
                    .log("an agent's presence was not stored");
            return false;
        }
    }
}
