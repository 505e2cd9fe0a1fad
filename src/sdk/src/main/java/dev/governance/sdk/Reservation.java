package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of an agent's budget that is held for one call: settle what the call really used, or release it. Closing
 * releases what was not settled. Safe from any thread.
 *
 * <p>What is held counts against the caps of every process until it is settled, released or expired; a process that dies
 * holds it until then. Nothing here throws for what the database does.
 */
public final class Reservation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reservation.class);

    private enum State {
        OPEN,
        SPENT,
        RELEASED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final Store store;
    private final Unsettled unsettled;
    private final PriceList prices;
    private final UUID id;
    private final Usage projection;
    private final LocalDate day;

    Reservation(Store store, Unsettled unsettled, PriceList prices, UUID id, Usage projection, LocalDate day) {
        this.store = store;
        this.unsettled = unsettled;
        this.prices = prices;
        this.id = id;
        this.projection = projection;
        this.day = day;
    }

    /** What is held. */
    public Usage projection() {
        return projection;
    }

    /**
     * Adds what was spent to the counters, once, on the UTC day of the reservation, and ends the reservation. It is not
     * refused: what was spent was spent, even more than was held, or after the reservation expired or was released.
     *
     * @param usage of the agent and session that it was reserved for; any model
     * @return false when the database did not take it: the counters are too low, what was projected is held until it
     *     expires, and settling may be tried again. True when it was settled before, too
     * @throws IllegalArgumentException when it is the usage of another agent or session
     */
    public boolean settle(Usage usage) {
        requireOwn(usage);
        return settled(usage, "it counts until it expires, unless it is settled again");
    }

    /**
     * Settles as {@link #settle(Usage)} does; what the database does not take is tried again by itself, until it is stored
     * or this process ends. {@link Cost#unsettled} tells how much waits.
     *
     * @return false when it is not stored yet
     * @throws IllegalArgumentException when it is the usage of another agent or session
     */
    public boolean settleEventually(Usage usage) {
        requireOwn(usage);
        boolean stored = settled(usage, "it is tried again until it is stored");
        if (!stored) {
            unsettled.add(usage.agentId(), () -> settledQuietly(usage));
        }
        return stored;
    }

    private void requireOwn(Usage usage) {
        if (!usage.agentId().equals(projection.agentId()) || !usage.sessionId().equals(projection.sessionId())) {
            throw new IllegalArgumentException(
                    "a reservation is settled by the agent and session that it was made for");
        }
    }

    private boolean settled(Usage usage, String whatNow) {
        state.set(State.SPENT);
        try {
            store(usage);
            return true;
        } catch (SQLException | RuntimeException e) { // a pool may throw anything
            LOG.atWarn()
                    .addKeyValue("agent", usage.agentId())
                    .addKeyValue("reason", Reason.of(e))
                    .log("what an agent spent was not stored; " + whatNow);
            return false;
        }
    }

    private boolean settledQuietly(Usage usage) {
        try {
            store(usage);
            return true;
        } catch (SQLException | RuntimeException e) { // a pool may throw anything
            LOG.atDebug().addKeyValue("reason", Reason.of(e)).log("what an agent spent is still not stored");
            return false;
        }
    }

    private void store(Usage usage) throws SQLException {
        store.transaction(connection -> {
            LocalDate own = ReservationStore.day(connection, id).orElse(day);
            CounterStore.lock(connection, usage.agentId(), usage.sessionId(), own);
            if (ReservationStore.settle(connection, id, usage, own)) {
                CostStore.add(connection, usage, own);
            }
            return true;
        });
    }

    /**
     * Settles tokens at the price of the model that was reserved for; see {@link #settle(Usage)}.
     *
     * @throws IllegalStateException when it was not reserved for a model
     */
    public boolean settle(long inputTokens, long outputTokens) {
        String model = projection.model();
        if (model == null) {
            throw new IllegalStateException("this reservation names no model; settle dollars and tokens as Usage");
        }
        return settle(prices.usage(projection.agentId(), projection.sessionId(), model, inputTokens, outputTokens));
    }

    /**
     * Holds for so long from now on, where that is longer than what was said before; at most 24 h after it was reserved.
     *
     * @param expires above zero
     * @return false when it has ended, or the database did not take it
     */
    public boolean extend(Duration expires) {
        if (expires.toMillis() < 1) {
            throw new IllegalArgumentException("a reservation is extended by 1 ms or more");
        }
        try {
            return store.transaction(connection -> ReservationStore.extend(connection, id, expires));
        } catch (SQLException | RuntimeException e) { // a pool may throw anything
            LOG.atWarn()
                    .addKeyValue("agent", projection.agentId())
                    .addKeyValue("reason", Reason.of(e))
                    .log("a reservation was not extended; it may expire before its call ends");
            return false;
        }
    }

    /**
     * Gives back what is held, when nothing was spent. It does nothing once settling was tried.
     *
     * @return false when the database did not take it: what is held counts until it expires, and releasing may be tried
     *     again
     */
    public boolean release() {
        if (!state.compareAndSet(State.OPEN, State.RELEASED)) {
            return true;
        }
        try {
            store.transaction(connection -> ReservationStore.release(connection, id));
            return true;
        } catch (SQLException | RuntimeException e) { // a pool may throw anything
            state.compareAndSet(State.RELEASED, State.OPEN); // unless it was settled meanwhile
            LOG.atWarn()
                    .addKeyValue("agent", projection.agentId())
                    .addKeyValue("reason", Reason.of(e))
                    .log("a reservation was not released; it counts until it expires");
            return false;
        }
    }

    /** Releases what was not settled. */
    @Override
    public void close() {
        release();
    }
}
