package dev.governance.console.http;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;

/**
 * How often the programs of each user may ask within a minute, on this node. A person's page is let through: it asks when
 * something happens, and an approval must not wait for a minute to pass.
 */
final class Allowance {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int USERS = 10_000;

    private final InstantSource clock;
    private final String key;
    private final IntSupplier most;
    private final Map<UUID, Deque<Instant>> asked = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Deque<Instant>> eldest) {
            return size() > USERS;
        }
    };

    /**
     * Counts from now on.
     *
     * @param key of the configuration, for whoever is refused
     * @param most asked each time
     */
    Allowance(InstantSource clock, String key, IntSupplier most) {
        this.clock = clock;
        this.key = key;
        this.most = most;
    }

    /** After the guard; refuses with TOO_MANY and the time after which there is room again. */
    void count(RoutingContext context) {
        if (Guard.credential(context).isToken()) {
            take(Guard.caller(context).userId());
        }
        context.next();
    }

    void take(UUID user) {
        Instant now = clock.instant();
        Deque<Instant> times = asked.computeIfAbsent(user, first -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.peekFirst().isAfter(now.minus(WINDOW))) {
            times.removeFirst();
        }
        int limit = most.getAsInt();
        if (times.size() >= limit) {
            throw new Refusal(
                            Fault.TOO_MANY,
                            "rate_limited",
                            "programs of one user may ask this " + limit + " times a minute (" + key + ")")
                    .retryAfter(Duration.between(now, times.getFirst().plus(WINDOW)));
        }
        times.addLast(now);
    }
}
