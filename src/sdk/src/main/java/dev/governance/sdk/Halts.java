package dev.governance.sdk;

import dev.governance.sdk.errors.HaltUnknownException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is halted, as last read. Checking costs one volatile read and one look-up: time is watched by a thread of its
 * own, which takes the picture away when it is too old to act on, or, where the host is not strict, has its use said.
 */
final class Halts {
    /** The bound that halts are promised within. */
    static final Duration BOUND = Duration.ofSeconds(5);

    private static final String NEVER_READ = "it was never read";

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

    /** What was last known counts on, or nothing where nothing was. */
    private record Doubtful(Map<String, Halt> halted, String why, Doubts doubts) implements State {
        @Override
        public @Nullable Halt of(String agentId) {
            Halt halt = halted.get(agentId);
            if (halt == null) {
                doubts.passed(agentId, why);
            }
            return halt;
        }
    }

    private volatile State state;
    private final LongSupplier nanoTime;
    private final HaltWitness witness;
    private final boolean strict;
    private final Doubts doubts;
    private Map<String, Halt> last = Map.of();
    private boolean read;
    private String lastProblem = "the database did not answer";
    private boolean closed;

    /**
     * Creates it with a clock such as {@link System#nanoTime}.
     *
     * @param strict whether what is older than the bound, or was never read, refuses
     */
    Halts(LongSupplier nanoTime, HaltWitness witness, boolean strict) {
        this.nanoTime = nanoTime;
        this.witness = witness;
        this.strict = strict;
        this.doubts = new Doubts(nanoTime);
        this.state = inDoubt();
    }

    /**
     * Throws when the agent is halted, or when that is not known and this is strict.
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

    /** What checks do while it cannot be read, for logs. */
    String meanwhile() {
        return strict
                ? "agents are refused, at the latest after 5 s"
                : "the halts that are known stay in force, others go on";
    }

    /** Takes a new picture; {@code readAt} is the time before it was asked for. True for the first. */
    synchronized boolean publish(Map<String, Halt> halted, long readAt) {
        boolean first = !read;
        read = true;
        last = halted;
        state = closed ? state : new Known(halted, readAt);
        return first;
    }

    /** Takes a new picture and acknowledges what is new in it; from one thread. */
    void publish(HaltStore.Picture picture, long readAt) {
        boolean first = publish(picture.halted(), readAt);
        witness.passed(doubts.take(), first);
        witness.saw(picture.halted(), picture.readAt(), readAt);
    }

    /** Remembers why reading failed; the last picture still counts until it is too old. */
    synchronized void failed(String problem) {
        lastProblem = problem;
        if (!(state instanceof Known) && !closed) {
            state = inDoubt();
        }
    }

    /** Ends a picture that is older than the bound. */
    synchronized void expire() {
        if (state instanceof Known known && nanoTime.getAsLong() - known.readAt > BOUND.toNanos()) {
            state = inDoubt();
        }
    }

    /** Nothing may go on from here. */
    void close() {
        witness.passed(doubts.take(), closed());
    }

    /** True when nothing was ever read. */
    private synchronized boolean closed() {
        closed = true;
        state = new Unknown("this Governance was closed");
        return !read;
    }

    private State inDoubt() {
        String why = (read ? "it was last read more than 5 s ago" : NEVER_READ) + " (" + lastProblem + ")";
        if (!strict) {
            return new Doubtful(last, why, doubts);
        }
        return new Unknown(why + "; it goes on once the database answers: see that it can be reached, that `governance"
                + " migrate` has prepared it, and that this process may select from governance_agent_presence");
    }
}
