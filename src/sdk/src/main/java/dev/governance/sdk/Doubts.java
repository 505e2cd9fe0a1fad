package dev.governance.sdk;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that checks pass although it is not known whether somebody halted the agent, as a host that is not strict wants: at
 * once, then at most each minute. It counts them, so that the audit log can be told.
 */
final class Doubts {
    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Agents that are counted; others pass uncounted. */
    private static final int MOST = 1_000;

    private final Map<String, LongAdder> checks = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final AtomicLong sayFrom;

    /** Creates it with a clock such as {@link System#nanoTime}. */
    Doubts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.sayFrom = new AtomicLong(nanoTime.getAsLong());
    }

    /** A check of the agent passes. */
    void passed(String agentId, String why) {
        LongAdder counted = checks.size() < MOST
                ? checks.computeIfAbsent(agentId, agent -> new LongAdder())
                : checks.getOrDefault(agentId, new LongAdder());
        counted.increment();
        long now = nanoTime.getAsLong();
        long from = sayFrom.get();
        if (now - from >= 0 && sayFrom.compareAndSet(from, now + PAUSE.toNanos())) {
            LOG.atWarn()
                    .addKeyValue("agent", agentId)
                    .addKeyValue("reason", why)
                    .log("CHECKS PASS although it is not known whether their agents are halted: strict is off");
        }
    }

    /** Takes the number for each agent since it was last taken; one that passes meanwhile may be missing. */
    Map<String, Long> take() {
        Map<String, Long> taken = new HashMap<>();
        for (String agentId : List.copyOf(checks.keySet())) {
            LongAdder counted = checks.remove(agentId);
            if (counted != null) {
                taken.put(agentId, counted.sum());
            }
        }
        return taken;
    }
}
