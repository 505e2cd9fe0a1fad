package dev.governance.sdk;

import dev.governance.sdk.errors.HaltUnknownException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who is halted, as last read. Checking costs one volatile read and one look-up: time is watched by a thread of its
 * own, which takes the picture away when it is too old to act on.
 */
final class Halts {
    /** The bound that halts are promised within. */
    static final Duration BOUND = Duration.ofSeconds(5);

    private sealed interface State {
        void check(String agentId);
    }

    private record Known(Map<String, Halt> halted, long readAt) implements State {
        @Override
        public void check(String agentId) {
            Halt halt = halted.get(agentId);
            if (halt != null) {
                throw halt.exception();
            }
        }
    }

    private record Unknown(String why) implements State {
        @Override
        public void check(String agentId) {
            throw new HaltUnknownException(agentId, why);
        }
    }

    private volatile State state = new Unknown("the database was not read yet; it goes on once it was");
    private final LongSupplier nanoTime;
    private String lastProblem = "the database did not answer";
    private boolean closed;

    /** Creates it with a clock such as {@link System#nanoTime}. */
    Halts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Throws when the agent is halted, or when that is not known. */
    void check(String agentId) {
        state.check(agentId);
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Takes a new picture; {@code readAt} is the time before it was asked for. */
    synchronized void publish(Map<String, Halt> halted, long readAt) {
        state = closed ? state : new Known(halted, readAt);
    }

    /** Remembers why reading failed; the last picture still counts until it is too old. */
    synchronized void failed(String problem) {
        lastProblem = problem;
        if (state instanceof Unknown && !closed) {
            state = new Unknown(explained("it could not be read"));
        }
    }

    /** Ends a picture that is older than the bound. */
    synchronized void expire() {
        if (state instanceof Known known && nanoTime.getAsLong() - known.readAt > BOUND.toNanos()) {
            state = new Unknown(explained("it was last read more than 5 s ago"));
        }
    }

    /** Nothing may go on from here. */
    synchronized void close() {
        closed = true;
        state = new Unknown("this Governance was closed");
    }

    private String explained(String what) {
        return what + " (" + lastProblem + "); it goes on once the database answers";
    }
}
