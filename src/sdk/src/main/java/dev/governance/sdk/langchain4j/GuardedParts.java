package dev.governance.sdk.langchain4j;

import dev.governance.sdk.llm.GuardedCall;
import dev.governance.sdk.llm.StreamEnd;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the parts of one streamed answer and stops them when the agent is halted. */
final class GuardedParts {
    private final GuardedCall call;
    private final AtomicLong parts = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    GuardedParts(GuardedCall call) {
        this.call = call;
        call.streaming();
    }

    /** Whether nothing more is to be handed on. */
    boolean isOver() {
        return over.get();
    }

    /**
     * Counts a part; what the host must be told, once, when it is not to be handed on.
     *
     * @param cancel ends the model's work, before that of the database begins
     */
    Optional<RuntimeException> next(Runnable cancel) {
        parts.incrementAndGet();
        return halted(null, cancel);
    }

    /** The whole answer is here; what the host must be told instead, when the agent was halted. */
    Optional<RuntimeException> complete(ChatResponse response, Runnable cancel) {
        Optional<RuntimeException> halted = halted(response, cancel);
        if (halted.isEmpty() && over.compareAndSet(false, true)) {
            ended(StreamEnd.COMPLETE, response);
        }
        return halted;
    }

    private Optional<RuntimeException> halted(@Nullable ChatResponse response, Runnable cancel) {
        try {
            call.checkHalt();
            return Optional.empty();
        } catch (RuntimeException halted) {
            if (!over.compareAndSet(false, true)) {
                return Optional.empty();
            }
            try {
                cancel.run();
            } finally {
                ended(StreamEnd.HALTED, response);
            }
            return Optional.of(halted);
        }
    }

    /** It broke off; true when the host is to be told. */
    boolean failed(Throwable problem) {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        if (parts.get() == 0) {
            ChatCalls.failed(call, problem); // nothing came, so a status may say that it cost nothing
        }
        ended(StreamEnd.FAILED, null);
        return true;
    }

    /** The host wants no more. */
    void closed() {
        if (over.compareAndSet(false, true)) {
            ended(StreamEnd.CLOSED, null);
        }
    }

    private void ended(StreamEnd how, @Nullable ChatResponse response) {
        try {
            call.streamed(
                    how,
                    response == null ? null : ChatCalls.usage(response),
                    null,
                    parts.get(),
                    response == null ? List.of() : ChatCalls.toolCalls(response));
        } catch (Throwable e) { // an answer of the model's own class may throw anything
            call.failed(e);
            throw e;
        }
    }
}
