package dev.governance.sdk.degraded;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Holds events while the store cannot be reached, and drains them once it can. From the first event that it holds until
 * the last one is drained, later events of the same session are held, too, so that their order is kept. Safe from any
 * thread.
 */
public final class Holding {
    private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

    /** So few are drained while those wait who would add to them, or there would always be one more. */
    private static final int LAST = 256;

    /** How long they wait at most; and what a round may have taken for the next to be tried as the last. */
    private static final long LAST_NANOS = Duration.ofSeconds(1).toNanos();

    /** One error in the log for so many events that are lost; the others are warnings. */
    private static final int LOUD_EACH = 100;

    /** Never held while the store is spoken to: everything that is logged may need it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition roundOver = lock.newCondition();
    private final HoldingFolder folder;
    private final Waiting waiting;
    private final Drain drain;
    private final Drainage drainage;
    private final LeftBehind leftBehind;
    private final Drainer drainer = new Drainer(this::drainAll);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private boolean down;
    private boolean closed;
    private boolean lastRound;
    private long lastRoundEnds;
    private String toldOfSessions = "";
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
    public Holding(
            Path folder, long limit, RowSigner signer, Function<String, Optional<ChainKey>> otherKeys, Drain drain) {
        this.folder = new HoldingFolder(folder);
        this.waiting = new Waiting(this.folder, signer, limit);
        this.drain = drain;
        this.drainage = new Drainage(signer.chainKey(), otherKeys, drain);
        this.leftBehind = new LeftBehind(this.folder, this::drained);
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

    /**
     * Holds an event whose session waits already; false when it does not any more, and the event goes to the store. It
     * waits at most a second for that.
     */
    public boolean holdBehindOthers(ChainEvent draft) throws IOException {
        return hold(draft, () -> {
            awaitLastRound(draft.sessionId());
            return needed(draft.sessionId());
        });
    }

    /** With the lock, which is free meanwhile. */
    private void awaitLastRound(UUID sessionId) {
        try {
            while (lastRound && needed(sessionId)) {
                long left = lastRoundEnds - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                roundOver.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever is in a hurry is held
        }
    }

    /** Holds an event because the store took it not: from now on all events are held. */
    public void holdAsStoreIsDown(ChainEvent draft, String why) throws IOException {
        hold(draft, () -> {
            storeIsDown(why);
            return true;
        });
    }

    /** Holds an event because its session cannot be stored now: from now on those of that session are held. */
    public void holdAsSessionIsBlocked(ChainEvent draft, String why) throws IOException {
        hold(draft, () -> {
            engaged = true;
            if (!down) {
                becauseOfSession(why);
            }
            return true;
        });
    }

    /** With the lock. Of sessions that wait for one reason, the first is told. */
    private void becauseOfSession(String why) {
        reason = why;
        if (!toldOfSessions.equals(why)) {
            toldOfSessions = why;
            LOG.atWarn()
                    .addKeyValue("reason", why)
                    .addKeyValue("folder", folder)
                    .log("the store takes no audit events of a session; they wait in a file until it does");
        }
    }

    /**
     * When this returns true the event is on the disk.
     *
     * @param needed asked with the lock
     * @throws IOException when it cannot be held
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

    /** Tells that an event is neither in the log nor on its way there. */
    public void lost(String agentId, String kind, String why) {
        long count = lost.incrementAndGet();
        LOG.atLevel(count % LOUD_EACH == 1 ? Level.ERROR : Level.WARN)
                .addKeyValue("agent", agentId)
                .addKeyValue("kind", kind)
                .addKeyValue("reason", why)
                .addKeyValue("lost", count)
                .log("an audit event is lost: it could neither be stored nor held");
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
            } catch (Drain.SessionBlockedException e) {
                sessionIsBlocked(String.valueOf(e.getMessage()));
                throw e;
            } catch (SQLException | RuntimeException e) { // also when the key was rotated
                stillDown(Reason.of(e));
                throw e;
            }
        }
        leftBehind.drain();
    }

    /** The store took others, or would have. */
    private void sessionIsBlocked(String why) {
        lock.lock();
        try {
            down = false;
            becauseOfSession(why);
        } finally {
            lock.unlock();
        }
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
        boolean quick = false;
        for (Waiting.Departure next = depart(quick); next != null; next = depart(quick)) {
            long began = System.nanoTime();
            boolean arrived = false;
            try {
                drained(next);
                arrived = true;
            } finally {
                over(arrived);
            }
            quick = System.nanoTime() - began < LAST_NANOS;
        }
        if (!engaged) {
            LOG.atInfo()
                    .addKeyValue("events", stored.get() - before)
                    .log("the store takes audit events again; those that waited are stored");
        }
    }

    /** Begins a round: first with what is left of an earlier try, then with what came since. Null when nothing waits. */
    private Waiting.@Nullable Departure depart(boolean quick) throws IOException {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            Waiting.Departure next = waiting.depart();
            if (next == null) {
                down = false;
                engaged = false;
                toldOfSessions = "";
                return null;
            }
            lastRound = quick && waiting.events() <= LAST;
            lastRoundEnds = System.nanoTime() + LAST_NANOS;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void over(boolean arrived) {
        lock.lock();
        try {
            if (arrived) {
                waiting.arrived();
            }
            lastRound = false;
            roundOver.signalAll();
        } finally {
            lock.unlock();
        }
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
