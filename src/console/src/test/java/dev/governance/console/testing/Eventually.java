package dev.governance.console.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process does, with a deadline. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(60); // generous: the machine may be busy
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Looks again until {@code holds}; {@code what} names it when it never does. */
    public static void holds(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Eventually() {}
}
