package dev.governance.sdk.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands the parts of an answer on as long as the agent may have them. */
final class GuardedHandler implements StreamingChatResponseHandler {
    private final GuardedParts parts;
    private final StreamingChatResponseHandler host;

    GuardedHandler(GuardedParts parts, StreamingChatResponseHandler host) {
        this.parts = parts;
        this.host = host;
    }

    private void hand(@Nullable StreamingHandle handle, Runnable part) {
        if (parts.isOver()) {
            return;
        }
        parts.next(handle == null ? () -> {} : handle::cancel).ifPresentOrElse(host::onError, part);
    }

    /** A host that cancels hears nothing more of the model, and neither do we. */
    private StreamingHandle ending(StreamingHandle handle) {
        return new StreamingHandle() {
            @Override
            public void cancel() {
                try {
                    handle.cancel();
                } finally {
                    parts.closed();
                }
            }

            @Override
            public boolean isCancelled() {
                return handle.isCancelled();
            }
        };
    }

    @Override
    public void onPartialResponse(String text) {
        hand(null, () -> host.onPartialResponse(text));
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        StreamingHandle handle = context.streamingHandle();
        hand(handle, () -> host.onPartialResponse(part, new PartialResponseContext(ending(handle))));
    }

    @Override
    public void onPartialThinking(PartialThinking part) {
        hand(null, () -> host.onPartialThinking(part));
    }

    @Override
    public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
        StreamingHandle handle = context.streamingHandle();
        hand(handle, () -> host.onPartialThinking(part, new PartialThinkingContext(ending(handle))));
    }

    @Override
    public void onPartialToolCall(PartialToolCall part) {
        hand(null, () -> host.onPartialToolCall(part));
    }

    @Override
    public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
        StreamingHandle handle = context.streamingHandle();
        hand(handle, () -> host.onPartialToolCall(part, new PartialToolCallContext(ending(handle))));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        hand(null, () -> host.onCompleteToolCall(call));
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        hand(null, () -> host.onUnmappedRawEvent(event));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (parts.isOver()) {
            return;
        }
        Optional<RuntimeException> halted = parts.complete(response, () -> {});
        halted.ifPresentOrElse(host::onError, () -> host.onCompleteResponse(response));
    }

    @Override
    public void onError(Throwable problem) {
        if (parts.failed(problem)) {
            host.onError(problem);
        }
    }
}
