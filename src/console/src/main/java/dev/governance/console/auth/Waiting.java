package dev.governance.console.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The addresses that have to wait, as this node knows: a flood from one of them costs no query. */
final class Waiting {
    /** Addresses kept; those beyond are looked up in the database each time. */
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Instant> until = new HashMap<>(); // only the verticle's own event loop looks

    Waiting(Clock clock) {
        this.clock = clock;
    }

    Duration pause(String address) {
        Instant end = until.get(address);
        if (end == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative() || left.isZero()) {
            until.remove(address);
            return Duration.ZERO;
        }
        return left;
    }

    void remember(String address, Duration pause) {
        if (until.size() < MOST && !pause.isZero()) {
            until.put(address, clock.instant().plus(pause));
        }
    }

    void dropPassed() {
        Instant now = clock.instant();
        until.values().removeIf(end -> !end.isAfter(now));
    }
}
