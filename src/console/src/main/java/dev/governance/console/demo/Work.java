package dev.governance.console.demo;

import java.time.Duration;

/** What a sample agent does, step by step. */
interface Work {
    /** Does one step and says how long to rest after it. Whatever the SDK refuses ends the step. */
    Duration step(Shift shift);

    /** Clears up when the demonstration ends. */
    default void end(Shift shift) {}
}
