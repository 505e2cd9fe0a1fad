package dev.governance.sdk.llm;

import dev.governance.sdk.AuditContext;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One asynchronous attempt, from its judgement to its answer. */
final class AsyncExchange<R extends AutoCloseable> {
    private final Function<Exchange, CompletableFuture<R>> sending;
    private final BiFunction<Exchange, R, R> answering;
    private final Executor executor;
    private final CompletableFuture<R> result = new CompletableFuture<>();

    AsyncExchange(
            Function<Exchange, CompletableFuture<R>> sending, BiFunction<Exchange, R, R> answering, Executor executor) {
        this.sending = sending;
        this.answering = answering;
        this.executor = executor;
    }

    CompletableFuture<R> start(Supplier<Exchange> judging) {
        executor.execute(AuditContext.current().wrap(() -> orFail(() -> send(judging.get()))));
        return result;
    }

    private void send(Exchange exchange) {
        if (result.isDone()) { // cancelled while it was judged
            exchange.unsent(new CancellationException());
            return;
        }
        try {
            CompletionStage<R> sent = sending.apply(exchange);
            sent.whenComplete((response, problem) -> execute(() -> orFail(() -> end(exchange, response, problem))));
        } catch (Throwable e) { // a transport in Kotlin may throw what Java would have to declare
            exchange.failed(e);
            throw e;
        }
    }

    /** An executor that is full or closed by now costs the caller his time, not the books their entry. */
    private void execute(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread left is said by the latter
            work.run();
        }
    }

    private void end(Exchange exchange, @Nullable R response, @Nullable Throwable problem) {
        if (response == null) {
            Throwable cause = cause(problem);
            exchange.failed(cause);
            result.completeExceptionally(cause);
            return;
        }
        R guarded = guarded(exchange, response);
        if (!result.complete(guarded)) {
            drop(guarded);
        }
    }

    private R guarded(Exchange exchange, R response) {
        try {
            return answering.apply(exchange, response);
        } catch (Throwable e) { // the rest of the transport may throw anything, too
            exchange.failed(e);
            drop(response);
            throw e;
        }
    }

    /** Nobody waits any more for what came: closing it books it. */
    private static void drop(AutoCloseable answer) {
        try {
            answer.close();
        } catch (Exception e) { // the connection may be gone
            Exchange.LOG.atDebug().setCause(e).log("an answer that nobody waited for could not be closed");
        }
    }

    private void orFail(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private static Throwable cause(@Nullable Throwable problem) {
        if (problem == null) {
            return new IllegalStateException("the client answered with nothing");
        }
        return problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
    }
}
