package dev.governance.console.demo;

import dev.governance.sdk.Governance;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Nine agents that work through the real SDK, so that a new console has something to show: ordinary work, a scope
 * violation now and then, spend near a cap, a loop, a pending approval, one that is idle, and counters of the month before. They obey a halt.
 */
public final class SampleAgents implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(400); // so that they do not start in step
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int THREADS = 3; // their steps are short and far apart

    private final DataSource dataSource;
    private final String auditSecret;
    private final Path heldEvents;
    private final Pace pace;
    private final ScheduledThreadPoolExecutor schedule = new ScheduledThreadPoolExecutor(THREADS, SampleAgents::thread);
    private final Deque<Runnable> endings = new ArrayDeque<>();

    /**
     * Creates them.
     *
     * @param heldEvents the folder where their events wait while the database cannot be reached
     */
    public SampleAgents(DataSource dataSource, String auditSecret, Path heldEvents) {
        this(dataSource, auditSecret, heldEvents, Pace.CALM);
    }

    SampleAgents(DataSource dataSource, String auditSecret, Path heldEvents, Pace pace) {
        this.dataSource = dataSource;
        this.auditSecret = auditSecret;
        this.heldEvents = heldEvents;
        this.pace = pace;
        schedule.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // the end does not wait for their rests
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sample-agents");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts all of them; a second start on the same data goes on where the first one stopped.
     *
     * @throws dev.governance.sdk.errors.StoreException when the database does not take their policies
     */
    public void start() {
        SmallPool pool = new SmallPool(dataSource);
        endings.push(pool::close);
        Governance governance = Governance.builder(pool)
                .auditSecret(auditSecret)
                .holdingFolder(heldEvents)
                .build();
        endings.push(governance::close);
        remember(pool);
        Duration first = Duration.ZERO;
        for (Cast.Part part : Cast.parts()) {
            Worker worker = new Worker(part, governance, pace, schedule);
            endings.push(worker::close);
            worker.start(first);
            first = first.plus(BETWEEN);
        }
    }

    private static void remember(DataSource source) {
        try {
            PastStore.fill(source);
        } catch (SQLException e) {
            throw new IllegalStateException("the sample agents' counters cannot be filled", e);
        }
    }

    /** Ends their work and takes back what they asked for. */
    @Override
    public void close() {
        schedule.shutdown();
        try {
            schedule.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endings.forEach(Runnable::run); // what began first ends last
        endings.clear();
    }
}
