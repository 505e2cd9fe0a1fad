package dev.governance.sdk.degraded;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds events while the store cannot be reached, and drains them once it can. From the first event that it holds until
 * the last one is drained, later events of the same session are held, too, so that their order is kept. Safe from any
 * thread.
 */
public final class Holding {
    private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

    /** So few are drained while writers wait, or there would always be one more. */
    private static final int LAST = 256;

    /** By then so few should be left; if not, writers wait for longer, this once. */
    private static final int ROUNDS = 10;

    /** One line of log for so many events that are lost. */
    private static final int LOUD_EACH = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final HoldingFolder folder;
    private final Waiting waiting;
    private final Drain drain;
    private final Drainage drainage;
    private final Drainer drainer = new Drainer(this::drainAll);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private boolean down;
    private boolean closed;
    private volatile String reason = "";

    /** Whether an event may have to be held: asked without a lock. */
    private volatile boolean engaged;

    /**
     * Creates it.
     *
     * @param folder where events wait; made when the first one does
     * @param limit bytes that may wait at once
     * @param otherKeys keys of before by the first 16 digits of their fingerprint
     */
    public Holding(Path folder, long limit, ChainKey key, Function<String, Optional<ChainKey>> otherKeys, Drain drain) {
        this.folder = new HoldingFolder(folder);
        this.waiting = new Waiting(this.folder, key, limit);
        this.drain = drain;
        this.drainage = new Drainage(key, otherKeys, drain);
    }

    /** Starts draining in the background, at first what processes before this one left. */
    public void start() {
        drainer.start();
    }

    /** Whether an event of that session must be held, whether or not the store answers again. */
    public boolean isNeeded(UUID sessionId) {
        if (!engaged) {
            return false;
        }
        lock.lock();
        try {
            return needed(sessionId);
        } finally {
            lock.unlock();
        }
    }

    private boolean needed(UUID sessionId) {
        return down || waiting.has(sessionId);
    }

    /** Holds an event whose session waits already; false when it does not any more, and the event goes to the store. */
    public boolean holdBehindOthers(ChainEvent draft) throws IOException {
        return hold(draft, () -> needed(draft.sessionId()));
    }

    /** Holds an event because the store took it not: from now on all events are held. */
    public void holdAsStoreIsDown(ChainEvent draft, String why) throws IOException {
        hold(draft, () -> {
            storeIsDown(why);
            return true;
        });
    }

    /** Holds an event because its session is locked by somebody: from now on those of that session are held. */
    public void holdAsSessionIsLocked(ChainEvent draft, String why) throws IOException {
        hold(draft, () -> {
            engaged = true;
            reason = down ? reason : why;
            return true;
        });
    }

    /**
     * When this returns true the event is on the disk.
     *
     * @param needed asked with the lock
     * @throws IOException when it can neither be stored nor held: it is lost
     */
    private boolean hold(ChainEvent draft, BooleanSupplier needed) throws IOException {
        Waiting.Written written;
        lock.lock();
        try {
            if (!needed.getAsBoolean()) {
                return false;
            }
            if (closed) {
                throw new IOException("this Governance was closed");
            }
            written = waiting.add(draft);
        } catch (IOException e) {
            lost(draft, e);
            throw e;
        } finally {
            lock.unlock();
            drainer.wake(); // also when it is lost: the store is to be asked whether it answers again
        }
        flush(written);
        return true;
    }

    /** With the lock. Of those who find out at once, one tells. */
    private void storeIsDown(String why) {
        engaged = true;
        if (!down) {
            down = true;
            becauseOf(why);
        }
    }

    private void becauseOf(String why) {
        reason = why;
        LOG.atWarn()
                .addKeyValue("reason", why)
                .addKeyValue("folder", folder)
                .log("the store takes no audit events; they wait in a file until it does");
    }

    /** Why events are held. */
    public String reason() {
        return reason;
    }

    /** Outside the lock, so that those who come together wait once. */
    private static void flush(Waiting.Written written) {
        try {
            written.flush();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("an audit event is in its file, and may not outlive a power cut");
        }
    }

    private void lost(ChainEvent draft, IOException why) {
        if (lost.getAndIncrement() % LOUD_EACH == 0) {
            LOG.atError()
                    .addKeyValue("agent", draft.agentId())
                    .addKeyValue("kind", draft.kind())
                    .addKeyValue("lost", lost.get())
                    .setCause(why)
                    .log("an audit event is lost: it could neither be stored nor held");
        }
    }

    /** What became of events so far. */
    public HeldCounts counts() {
        lock.lock();
        try {
            return new HeldCounts(waiting.events(), stored.get(), lost.get(), rejected.get());
        } finally {
            lock.unlock();
        }
    }

    /** Drains what can be drained; called by one thread. */
    private void drainAll() throws IOException, SQLException {
        if (engaged) {
            drain.probe();
            try {
                drainOwn();
            } catch (Drain.LockedOutException e) {
                storeTookSomething(); // or would have
                throw e;
            } catch (SQLException | RuntimeException e) { // also when the key was rotated
                stillDown(String.valueOf(e.getMessage()));
                throw e;
            }
        }
        drainAbandoned();
    }

    private void stillDown(String why) {
        lock.lock();
        try {
            if (down && !reason.equals(why)) {
                becauseOf(why);
            }
            storeIsDown(why);
        } finally {
            lock.unlock();
        }
    }

    private void drainOwn() throws IOException, SQLException {
        long before = stored.get();
        int round = 1;
        while (drainRound(round > ROUNDS)) {
            round++;
        }
        LOG.atInfo()
                .addKeyValue("events", stored.get() - before)
                .log("the store takes audit events again; those that waited are stored");
    }

    /** False when nothing waits any more. */
    private boolean drainRound(boolean whateverIsLeft) throws IOException, SQLException {
        Waiting.Departure departure;
        lock.lock();
        try {
            if (whateverIsLeft || waiting.events() <= LAST) {
                drainTheLast();
                return false;
            }
            departure = waiting.depart();
        } finally {
            lock.unlock();
        }
        if (departure == null) {
            return true;
        }
        drained(departure);
        lock.lock();
        try {
            waiting.arrived();
        } finally {
            lock.unlock();
        }
        return true;
    }

    /** With the lock: first what is left of an earlier try, then what came since. */
    private void drainTheLast() throws IOException, SQLException {
        for (Waiting.Departure next = waiting.depart(); next != null; next = waiting.depart()) {
            drained(next);
            waiting.arrived();
        }
        down = false;
        engaged = false;
    }

    private void drained(Waiting.Departure departure) throws IOException, SQLException {
        Drainage.Outcome outcome = drainage.of(departure.file(), departure.rejected(), this::storeTookSomething);
        stored.addAndGet(outcome.stored());
        rejected.addAndGet(outcome.rejected());
    }

    /** From here on only events whose session waits are held. */
    private void storeTookSomething() {
        lock.lock();
        try {
            down = false;
        } finally {
            lock.unlock();
        }
    }

    private void drainAbandoned() throws IOException, SQLException {
        for (String stem : folder.abandoned()) {
            Optional<Claim> claim = folder.adopt(stem);
            if (claim.isPresent()) {
                try (Claim mine = claim.get()) {
                    drainAbandoned(mine);
                }
            }
        }
    }

    private void drainAbandoned(Claim claim) throws SQLException {
        Waiting.Departure departure = new Waiting.Departure(claim.draining(), claim.rejected());
        try {
            do {
                if (Files.exists(departure.file())) {
                    drained(departure);
                    LOG.atInfo()
                            .addKeyValue("file", departure.file().getFileName())
                            .log("audit events that an earlier process held are stored");
                }
            } while (claim.drawLive());
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("folder", folder)
                    .setCause(e)
                    .log("audit events that an earlier process held are not stored");
        }
    }

    /**
     * Ends: tries once more to drain, for at most so long. What still waits then is drained by whichever Governance
     * starts next on the same folder.
     */
    public void close(Duration patience) {
        drainer.close(patience);
        lock.lock();
        try {
            closed = true;
            if (!waiting.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("events", waiting.events())
                        .addKeyValue("folder", folder)
                        .log("audit events still wait for the store; the next start on this folder stores them");
            }
            waiting.leave();
        } catch (IOException e) {
            LOG.atError().addKeyValue("folder", folder).setCause(e).log("a file of held events could not be closed");
        } finally {
            lock.unlock();
        }
    }
}
