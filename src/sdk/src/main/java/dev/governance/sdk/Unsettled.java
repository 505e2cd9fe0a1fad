package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what the database did not take of agents' spending, and settles it as soon as it does. */
final class Unsettled implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Unsettled.class);

    /** Some three megabytes. */
    static final int MOST = 10_000;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250); // then twice as long each time
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final Duration LAST_ROUND = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(10);

    /**
     * One usage.
     *
     * @param settling true once it is stored; trying again afterwards does nothing
     */
    private record Entry(String agentId, BooleanSupplier settling) {}

    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong size = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor retry = new ScheduledThreadPoolExecutor(1, Unsettled::daemon);
    private final int most;
    private volatile boolean closed;

    Unsettled(int most) {
        this.most = most;
        retry.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        retry.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "governance-settling");
        thread.setDaemon(true);
        return thread;
    }

    UnsettledUsage counts() {
        return new UnsettledUsage(closed ? 0 : size.get(), lost.get());
    }

    /** Tries again and again until it is stored. */
    void add(String agentId, BooleanSupplier settling) {
        if (closed) {
            lose(agentId);
            return;
        }
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            lose(agentId);
            return;
        }
        waiting.add(new Entry(agentId, settling));
        wake(FIRST_PAUSE);
    }

    private void lose(String agentId) {
        LOG.atError()
                .addKeyValue("agent", agentId)
                .addKeyValue("lost", lost.incrementAndGet())
                .log(
                        "what an agent spent is in no counter: the database did not take it, and too much waits already, or"
                                + " this process ends");
    }

    private void wake(Duration pause) {
        if (due.compareAndSet(false, true)) {
            after(pause);
        }
    }

    private void after(Duration pause) {
        try {
            var unused = retry.schedule(() -> next(pause), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("closed before everything was settled");
        }
    }

    private void next(Duration pause) {
        boolean any = round();
        if (!waiting.isEmpty()) {
            after(any ? FIRST_PAUSE : longer(pause));
            return;
        }
        due.set(false);
        if (!waiting.isEmpty()) { // one that came just now
            wake(FIRST_PAUSE);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** Tries each once, but no agent again that was refused: its counters may be locked, others' are not. */
    private boolean round() {
        Set<String> refused = new HashSet<>();
        long stored = 0;
        for (long left = size.get(); left > 0 && !Thread.currentThread().isInterrupted(); left--) {
            Entry entry = waiting.poll();
            if (entry == null) {
                break;
            }
            if (!refused.contains(entry.agentId) && entry.settling.getAsBoolean()) {
                size.decrementAndGet();
                stored++;
            } else {
                refused.add(entry.agentId);
                waiting.add(entry);
            }
        }
        if (stored > 0) {
            LOG.atInfo().addKeyValue("calls", stored).log("what agents spent was stored after all");
        }
        return stored > 0;
    }

    /** Tries once more, for at most 5 s. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (size.get() > 0) {
            lastRound();
        }
        closed = true;
        retry.shutdownNow();
        if (size.get() > 0) {
            LOG.atError()
                    .addKeyValue("lost", lost.addAndGet(size.get()))
                    .log("what agents spent is in no counter: the database did not take it before this process ended");
        }
    }

    private void lastRound() {
        try {
            retry.submit(this::round).get(LAST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().addKeyValue("reason", Reason.of(e)).log("not everything was settled at the end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
