package dev.governance.sdk;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work between two events: {@code <kind>.start} with the hash of what went in, and {@code <kind>.end} with the
 * hash of what came out or {@code <kind>.error} with the type of what was thrown, never its message, which may hold
 * secrets. Both ends tell how long it took ({@code duration_ms}). What is recorded inside has the start as its parent.
 *
 * <p>Results and exceptions pass through as they are, whatever becomes of the events. Each method that sets something
 * gives a copy.
 */
@SuppressWarnings("try") // a scope is opened for what it does
public final class Tracked {
    private final Audit audit;
    private final AuditEvent event;
    private final boolean hashesResult;
    private final Executor after;

    private Tracked(Audit audit, AuditEvent event, boolean hashesResult, Executor after) {
        this.audit = audit;
        this.event = event;
        this.hashesResult = hashesResult;
        this.after = after;
    }

    Tracked(Audit audit, AuditEvent event) {
        this(audit, event, true, Runnable::run);
    }

    /** Work that gives a result. */
    public interface Work<T extends @Nullable Object, E extends Exception> {
        T call() throws E;
    }

    /** Work that gives none. */
    public interface Step<E extends Exception> {
        void run() throws E;
    }

    /** The chain it joins; by default that in force, or one of its own for both ends and what is recorded inside. */
    public Tracked session(UUID id) {
        return with(event.session(id));
    }

    /** The model that it calls. */
    public Tracked model(String name) {
        return with(event.model(name));
    }

    /** Adds one member to the metadata of start and end. */
    public Tracked with(String name, @Nullable Object value) {
        return with(event.with(name, value));
    }

    /** Records the hash of what goes in. */
    public Tracked input(@Nullable Object payload) {
        return with(hashed(payload, "input"));
    }

    /** Records the hash of what goes in, as the Python SDK hashes a function's positional arguments. */
    public Tracked arguments(@Nullable Object... arguments) {
        return input(Map.of("args", Arrays.asList(arguments), "kwargs", Map.of()));
    }

    /** Leaves out the hash of the result, which somebody might guess when there are few. */
    public Tracked withoutOutput() {
        return new Tracked(audit, event, false, after);
    }

    /** Where the end of a stage is recorded, for it waits for the database; by default the thread that completes it. */
    public Tracked recordedOn(Executor executor) {
        return new Tracked(audit, event, hashesResult, executor);
    }

    private Tracked with(AuditEvent changed) {
        return new Tracked(audit, changed, hashesResult, after);
    }

    /** Does the work between its two events. */
    public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
        Open open = start();
        T result;
        try (AuditContext.Scope inside = open.context().open()) {
            result = work.call();
        } catch (Throwable problem) {
            open.failed(problem);
            throw problem;
        }
        open.ended(result);
        return result;
    }

    /** Does the work between its two events. */
    @SuppressWarnings("NullAway") // it does not know a T that may be null
    public <E extends Exception> void run(Step<E> work) throws E {
        this.<@Nullable Object, E>call(() -> {
            work.run();
            return null;
        });
    }

    /**
     * Begins work that ends later. The end is recorded before the stage that is returned completes, with the same result
     * or the same exception; cancelling that one cancels the work's.
     */
    public <T extends @Nullable Object> CompletionStage<T> stage(Supplier<? extends CompletionStage<T>> work) {
        Open open = start();
        CompletionStage<T> running;
        try (AuditContext.Scope inside = open.context().open()) {
            running = work.get();
        } catch (Throwable problem) {
            open.failed(problem);
            throw problem;
        }
        CompletableFuture<T> told = new CompletableFuture<>();
        running.whenComplete((result, problem) -> record(open, result, problem, told));
        var unused = told.whenComplete((result, problem) -> {
            if (told.isCancelled()) {
                running.toCompletableFuture().cancel(false);
            }
        });
        return told;
    }

    private <T extends @Nullable Object> void record(
            Open open, T result, @Nullable Throwable problem, CompletableFuture<T> told) {
        Runnable record = () -> {
            if (problem == null) {
                open.ended(result);
                told.complete(result);
            } else {
                open.failed(problem);
                told.completeExceptionally(problem);
            }
        };
        try {
            after.execute(record);
        } catch (RuntimeException e) { // a full or closed executor must not keep the result back
            record.run();
        }
    }

    private Open start() {
        AuditContext here = AuditContext.current();
        UUID named = event.sessionId() == null ? here.sessionId() : event.sessionId();
        UUID session = named == null ? UUID.randomUUID() : named;
        AuditResult start = audit.log(suffixed(event, ".start").session(session));
        return new Open(new AuditContext(session, start.eventId()), System.nanoTime());
    }

    private static AuditEvent suffixed(AuditEvent event, String suffix) {
        return new AuditEvent(
                event.agentId(),
                Fields.clean(event.kind(), Fields.KIND - suffix.length()) + suffix,
                event.sessionId(),
                event.parentEventId(),
                event.model(),
                event.inputHash(),
                event.outputHash(),
                event.metadata());
    }

    /** A payload that cannot be hashed costs its hash, not the work. */
    private AuditEvent hashed(@Nullable Object payload, String what) {
        try {
            return what.equals("input") ? event.input(payload) : event.output(payload);
        } catch (RuntimeException e) { // a toString() or an iterator of the host's may throw anything
            return event.with("audit." + what + "_unhashed", e.getClass().getSimpleName());
        }
    }

    /** Work whose start is recorded. */
    private final class Open {
        private final AuditContext context;
        private final long since;

        Open(AuditContext context, long since) {
            this.context = context;
            this.since = since;
        }

        AuditContext context() {
            return context;
        }

        void ended(@Nullable Object result) {
            log(hashesResult ? hashed(result, "output") : event, ".end");
        }

        void failed(Throwable problem) {
            log(event.with("error_type", problem.getClass().getSimpleName()), ".error");
        }

        private void log(AuditEvent end, String suffix) {
            AuditEvent bare = new AuditEvent(
                    end.agentId(), end.kind(), null, null, end.model(), null, end.outputHash(), end.metadata());
            try (AuditContext.Scope inside = context.open()) {
                audit.log(suffixed(bare, suffix)
                        .with(
                                "duration_ms",
                                Duration.ofNanos(System.nanoTime() - since).toMillis()));
            }
        }
    }
}
