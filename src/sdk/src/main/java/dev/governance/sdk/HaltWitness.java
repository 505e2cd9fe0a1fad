package dev.governance.sdk;

import dev.governance.sdk.HaltEvents.Name;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down, once per halt, that this process saw an agent of its own halted, and which call it refused first. It does so
 * on a thread of its own: a refusal neither waits for it nor depends on it.
 */
final class HaltWitness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HaltWitness.class);

    /** Agents and halts that are remembered; halts beyond are refused all the same, but not acknowledged. */
    private static final int MOST = 10_000;

    private static final int MOST_WRAPPED = 32;
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1); // then twice as long each time
    private static final Duration LAST_WRITES = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** A moment by the database's clock, and the same by ours. */
    private record Clock(Instant database, long nanoTime) {}

    /** Agents that beat, were checked or have a wrapped client in this process, and the names of those clients. */
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    private final Set<Name> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Name> enforced = ConcurrentHashMap.newKeySet();
    private final HaltEvents events = new HaltEvents();
    private final Function<AuditEvent, AuditResult> log;
    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, HaltWitness::daemon);
    private volatile @Nullable Clock clock;
    private @Nullable Set<Name> standing; // of the reading thread alone; null before the first picture

    HaltWitness(Function<AuditEvent, AuditResult> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        writer.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        writer.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "governance-halt-witness");
        thread.setDaemon(true);
        return thread;
    }

    boolean knows(String agentId) {
        return known.containsKey(agentId);
    }

    /** From here on halts of the agent are acknowledged. */
    void met(String agentId) {
        if (known.size() < MOST) {
            known.putIfAbsent(agentId, ConcurrentHashMap.newKeySet());
        }
    }

    /** Also on the way of a client that is wrapped for it. */
    void covers(String agentId, String path) {
        met(agentId);
        Set<String> wrapped = known.get(agentId);
        if (wrapped != null && wrapped.size() < MOST_WRAPPED) {
            wrapped.add(path);
        }
    }

    /** The agent ended. */
    void forget(String agentId) {
        known.remove(agentId);
    }

    /**
     * Takes notice of a picture that is in force; from one thread.
     *
     * @param readAt by the database's clock; null when it did not say, because nobody is halted
     * @param askedAt when it was asked for, by our clock: what is measured from here is too long rather than too short
     */
    void saw(Map<String, Halt> halted, @Nullable Instant readAt, long askedAt) {
        if (readAt != null) {
            clock = new Clock(readAt, askedAt);
        }
        Set<Name> before = standing;
        Set<Name> now = halted.values().stream().map(Name::of).collect(Collectors.toSet());
        standing = now;
        forgetBeyond(now);
        for (Halt halt : halted.values()) {
            if (knows(halt.agentId())) {
                acknowledge(halt, before == null || before.contains(Name.of(halt)));
            }
        }
    }

    /** One that lost its marker and gets it again is the same: it is remembered while there is room. */
    private void forgetBeyond(Collection<Name> now) {
        if (acknowledged.size() >= MOST) {
            acknowledged.retainAll(now);
        }
        if (enforced.size() >= MOST) {
            enforced.retainAll(now);
        }
    }

    /**
     * Takes notice of a refusal.
     *
     * @param knew whether the agent was known before; else nobody acknowledged for it
     */
    void refused(Halt halt, String path, boolean knew) {
        if (!knew) {
            met(halt.agentId());
            acknowledge(halt, true);
        }
        if (enforced.size() < MOST && enforced.add(Name.of(halt))) {
            write(events.enforced(halt, path, now()));
        }
    }

    /**
     * Takes notice of checks that passed while it was not known who is halted.
     *
     * @param checks how many of each agent
     * @param neverRead whether nothing was known at all
     */
    void passed(Map<String, Long> checks, boolean neverRead) {
        checks.forEach((agentId, number) -> write(events.passed(agentId, number, neverRead)));
    }

    private void acknowledge(Halt halt, boolean stoodBefore) {
        if (acknowledged.size() < MOST && acknowledged.add(Name.of(halt))) {
            write(events.acknowledged(halt, stoodBefore, known.getOrDefault(halt.agentId(), Set.of()), now()));
        }
    }

    private @Nullable Instant now() {
        Clock seen = clock;
        return seen == null ? null : seen.database().plusNanos(nanoTime.getAsLong() - seen.nanoTime());
    }

    private void write(AuditEvent event) {
        later(event, 1, Duration.ZERO);
    }

    private void later(AuditEvent event, int attempt, Duration pause) {
        try {
            var unused = writer.schedule(() -> attempt(event, attempt), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("agent", event.agentId()).log("closed before a halt could be acknowledged");
        }
    }

    /** Where the database is away the log itself holds the event; what it lost is tried again here. */
    private void attempt(AuditEvent event, int attempt) {
        AuditResult result = log.apply(event);
        if (!result.lost()) {
            return;
        }
        if (attempt < TRIES) {
            later(event, attempt + 1, FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
            return;
        }
        LOG.atError()
                .addKeyValue("agent", event.agentId())
                .addKeyValue("kind", event.kind())
                .addKeyValue("reason", result.reason())
                .log("what became of a halt was not written down; the halt itself is in force");
    }

    /** Waits for at most 2 s for what is being written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
