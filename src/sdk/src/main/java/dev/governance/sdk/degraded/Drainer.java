package dev.governance.sdk.degraded;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon thread that drains: at the start, when it is woken, and while that fails again and again after a pause. */
final class Drainer {
    private static final Logger LOG = LoggerFactory.getLogger(Drainer.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8); // how late it hears that the store is back

    /** What it does. */
    interface Work {
        void run() throws IOException, SQLException;
    }

    private final Work work;
    private final Thread thread = new Thread(this::run, "governance-held");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean due;
    private boolean closing;

    Drainer(Work work) {
        this.work = work;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is something to drain. */
    void wake() {
        lock.lock();
        try {
            due = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets it try once more and end. */
    void close(Duration patience) {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        boolean last = false;
        while (true) {
            boolean failed = failed();
            if (last) {
                return;
            }
            last = failed ? rest(pause) : awaitWork();
            pause = failed ? longer(pause) : FIRST_PAUSE;
        }
    }

    private boolean failed() {
        try {
            work.run();
            return false;
        } catch (IOException | SQLException | RuntimeException e) { // a pool may throw anything; this thread must live
            LOG.atDebug().addKeyValue("reason", Reason.of(e)).log("held events could not be drained yet");
            return true;
        } catch (Throwable e) { // no memory, say: without this thread, what waits would wait for the next start
            tell(e);
            return true;
        }
    }

    private static void tell(Throwable problem) {
        try {
            LOG.atError().setCause(problem).log("draining held events broke; it is tried again");
        } catch (Throwable again) { // nor memory to say so
            problem.addSuppressed(again);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** True when it is to end after one more try. */
    private boolean awaitWork() {
        lock.lock();
        try {
            while (!due && !closing) {
                changed.await();
            }
            due = false;
            return closing;
        } catch (InterruptedException e) {
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The same, after a pause that only the end cuts short. */
    private boolean rest(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
            due = false;
            return closing;
        } catch (InterruptedException e) {
            return true;
        } finally {
            lock.unlock();
        }
    }
}
