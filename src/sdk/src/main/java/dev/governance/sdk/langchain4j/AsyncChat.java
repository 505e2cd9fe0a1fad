package dev.governance.sdk.langchain4j;

import dev.governance.sdk.AuditContext;
import dev.governance.sdk.llm.GuardedCall;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call that nobody waits for: judged and recorded on the executor of the options. Cancelling it cancels the model's. */
final class AsyncChat {
    private final ChatCalls calls;
    private final ChatRequestParameters defaults;
    private final Function<ChatRequest, CompletableFuture<ChatResponse>> asking;
    private final CompletableFuture<ChatResponse> result = new CompletableFuture<>();

    AsyncChat(
            ChatCalls calls,
            ChatRequestParameters defaults,
            Function<ChatRequest, CompletableFuture<ChatResponse>> asking) {
        this.calls = calls;
        this.defaults = defaults;
        this.asking = asking;
    }

    CompletableFuture<ChatResponse> start(ChatRequest request) {
        calls.options().executor().execute(AuditContext.current().wrap(() -> orFail(() -> ask(request))));
        return result;
    }

    private void ask(ChatRequest request) {
        ChatRequest visible = calls.visible(request, defaults);
        GuardedCall call = calls.admit(visible, defaults, false);
        try {
            CompletableFuture<ChatResponse> source = asking.apply(visible);
            CompletionStage<ChatResponse> following = result;
            following.whenComplete((response, problem) -> cancelToo(source));
            CompletionStage<ChatResponse> sent = source;
            sent.whenComplete((response, problem) -> execute(() -> orFail(() -> end(call, response, problem))));
        } catch (Throwable e) { // a model in Kotlin may throw what Java would have to declare
            ChatCalls.failed(call, e);
            throw e;
        }
    }

    private void cancelToo(CompletableFuture<ChatResponse> source) {
        if (result.isCancelled()) {
            source.cancel(true);
        }
    }

    private void end(GuardedCall call, @Nullable ChatResponse response, @Nullable Throwable problem) {
        if (response != null) {
            result.complete(ChatCalls.answered(call, response));
            return;
        }
        Throwable cause = problem == null ? new IllegalStateException("the model answered with nothing") : problem;
        Throwable told = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        ChatCalls.failed(call, told);
        result.completeExceptionally(told);
    }

    /** An executor that is full or closed by now costs the caller his time, not the books their entry. */
    private void execute(Runnable work) {
        try {
            calls.options().executor().execute(work);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread left is said by the latter
            work.run();
        }
    }

    private void orFail(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }
}
