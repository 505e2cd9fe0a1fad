package dev.governance.sdk;

import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session and the parent that events of the present thread join when they name none themselves. A value: keep it,
 * hand it on, open it elsewhere.
 *
 * <p>Threads inherit nothing: a pool's thread would keep what was in force when it was started. Hand work over with
 * {@link #following} or {@code wrap}, which put the context in force for as long as the work runs and then what was
 * there before; it makes no difference whether threads are pooled, virtual or new.
 *
 * @param sessionId the chain; null gives each event one of its own
 * @param parentEventId the event that led to what follows
 */
@SuppressWarnings("try") // a scope is opened for what it does
public record AuditContext(
        @Nullable UUID sessionId, @Nullable UUID parentEventId) {
    private static final AuditContext NONE = new AuditContext(null, null);
    private static final ThreadLocal<@Nullable AuditContext> CURRENT = new ThreadLocal<>();

    /** What is in force on this thread. */
    public static AuditContext current() {
        AuditContext here = CURRENT.get();
        return here == null ? NONE : here;
    }

    /** A copy with another session; the parent stays. */
    public AuditContext session(UUID id) {
        return new AuditContext(id, parentEventId);
    }

    /** A copy with another parent. */
    public AuditContext parent(UUID eventId) {
        return new AuditContext(sessionId, eventId);
    }

    /** Puts this in force on the present thread until the scope is closed there; for {@code try}. */
    public Scope open() {
        Scope scope = new Scope(Thread.currentThread(), CURRENT.get());
        CURRENT.set(this);
        return scope;
    }

    /** What was in force before, put back by {@link #close}. */
    public static final class Scope implements AutoCloseable {
        private final Thread owner;
        private final @Nullable AuditContext before;
        private boolean closed;

        private Scope(Thread owner, @Nullable AuditContext before) {
            this.owner = owner;
            this.before = before;
        }

        /**
         * Puts back what was in force. A second time it does nothing.
         *
         * @throws IllegalStateException on another thread, whose context this is not
         */
        @Override
        public void close() {
            if (Thread.currentThread() != owner) {
                throw new IllegalStateException("an audit context is closed on the thread that opened it");
            }
            if (closed) {
                return;
            }
            closed = true;
            if (before == null) {
                CURRENT.remove(); // a pool's thread keeps nothing
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** The same work, with this in force wherever it runs. */
    public Runnable wrap(Runnable work) {
        return () -> {
            try (Scope scope = open()) {
                work.run();
            }
        };
    }

    /** The same work, with this in force wherever it runs. */
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> work) {
        return () -> {
            try (Scope scope = open()) {
                return work.call();
            }
        };
    }

    /** The same work, with this in force wherever it runs; for {@code CompletableFuture.supplyAsync}. */
    public <T extends @Nullable Object> Supplier<T> supplying(Supplier<T> work) {
        return () -> {
            try (Scope scope = open()) {
                return work.get();
            }
        };
    }

    /**
     * The same executor; what it is given runs with what is in force where it is given. For an executor of one's own and
     * for the {@code …Async} methods of {@code CompletableFuture}.
     */
    public static Executor following(Executor executor) {
        return work -> executor.execute(current().wrap(work));
    }
}
