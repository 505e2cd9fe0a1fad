package dev.governance.sdk;

import dev.governance.sdk.errors.HaltUnknownException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is halted, as last read. Checking costs one volatile read and one look-up: time is watched by a thread of its
 * own, which takes the picture away when it is too old to act on.
 */
final class Halts {
    /** The bound that halts are promised within. */
    static final Duration BOUND = Duration.ofSeconds(5);

    private sealed interface State {
        /** Its halt; null when it may go on. */
        @Nullable
        Halt of(String agentId);
    }

    private record Known(Map<String, Halt> halted, long readAt) implements State {
        @Override
        public @Nullable Halt of(String agentId) {
            return halted.get(agentId);
        }
    }

    private record Unknown(String why) implements State {
        @Override
        public Halt of(String agentId) {
            throw new HaltUnknownException(agentId, why);
        }
    }

    private volatile State state = new Unknown("the database was not read yet; it goes on once it was");
    private final LongSupplier nanoTime;
    private final HaltWitness witness;
    private String lastProblem = "the database did not answer";
    private boolean closed;

    /** Creates it with a clock such as {@link System#nanoTime}. */
    Halts(LongSupplier nanoTime, HaltWitness witness) {
        this.nanoTime = nanoTime;
        this.witness = witness;
    }

    /**
     * Throws when the agent is halted, or when that is not known.
     *
     * @param path one of {@link EnforcementPaths}, or a wrapped client's
     */
    void check(String agentId, String path) {
        boolean knew = witness.knows(agentId);
        Halt halt = state.of(agentId);
        if (halt != null) {
            witness.refused(halt, path, knew);
            throw halt.exception();
        }
        if (!knew) {
            witness.met(agentId);
        }
    }

    /** The agent runs in this process. */
    void met(String agentId) {
        witness.met(agentId);
    }

    /** The agent ended. */
    void forget(String agentId) {
        witness.forget(agentId);
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Takes a new picture; {@code readAt} is the time before it was asked for. */
    synchronized void publish(Map<String, Halt> halted, long readAt) {
        state = closed ? state : new Known(halted, readAt);
    }

    /** Takes a new picture and acknowledges what is new in it; from one thread. */
    void publish(HaltStore.Picture picture, long readAt) {
        publish(picture.halted(), readAt);
        witness.saw(picture.halted(), picture.readAt(), readAt);
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
