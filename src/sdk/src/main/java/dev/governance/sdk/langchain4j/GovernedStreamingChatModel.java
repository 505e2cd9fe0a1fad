package dev.governance.sdk.langchain4j;

import dev.governance.sdk.Governance;
import dev.governance.sdk.llm.GuardedCall;
import dev.governance.sdk.llm.WrapOptions;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow.Publisher;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A {@link StreamingChatModel} within an agent's limits, as {@link GovernedChatModel} is. What is refused throws where the
 * model is asked. When the agent is halted, the stream is cancelled at its next part and ends with the halt as its error.
 *
 * <p>It is judged on the thread that asks, or subscribes.
 */
public final class GovernedStreamingChatModel implements StreamingChatModel {
    private final StreamingChatModel model;
    private final ChatCalls calls;

    private GovernedStreamingChatModel(StreamingChatModel model, ChatCalls calls) {
        this.model = model;
        this.calls = calls;
    }

    /**
     * The same model, guarded. The one that is given stays as it is, unguarded.
     *
     * @throws IllegalArgumentException when the agent's id is blank or longer than 256 characters
     */
    public static StreamingChatModel wrapStreamingChatModel(
            StreamingChatModel model, Governance governance, String agentId) {
        return wrapStreamingChatModel(model, governance, WrapOptions.of(agentId));
    }

    /** The same model, guarded, with options. */
    public static StreamingChatModel wrapStreamingChatModel(
            StreamingChatModel model, Governance governance, WrapOptions options) {
        return new GovernedStreamingChatModel(model, new ChatCalls(governance, options));
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        guarded(request, handler, model::chat);
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        guarded(request, handler, (visible, guarded) -> model.chat(visible, options, guarded));
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        guarded(request, handler, model::doChat);
    }

    private void guarded(
            ChatRequest request,
            StreamingChatResponseHandler handler,
            BiConsumer<ChatRequest, StreamingChatResponseHandler> asking) {
        ChatRequest visible = calls.visible(request, model.defaultRequestParameters());
        GuardedCall call = calls.admit(visible, model.defaultRequestParameters(), true);
        try {
            asking.accept(visible, new GuardedHandler(new GuardedParts(call), handler));
        } catch (Throwable e) { // a model in Kotlin may throw what Java would have to declare
            ChatCalls.failed(call, e);
            throw e;
        }
    }

    @Override
    public Publisher<ChatModelStreamingEvent> chat(ChatRequest request) {
        return published(request, model::chat);
    }

    @Override
    public Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
        return published(request, model::doChat);
    }

    private Publisher<ChatModelStreamingEvent> published(
            ChatRequest request, Function<ChatRequest, Publisher<ChatModelStreamingEvent>> asking) {
        return subscriber -> {
            GuardedCall call;
            ChatRequest visible;
            try {
                visible = calls.visible(request, model.defaultRequestParameters());
                call = calls.admit(visible, model.defaultRequestParameters(), true);
            } catch (RuntimeException e) {
                GuardedSubscriber.refuse(subscriber, e);
                return;
            }
            GuardedSubscriber guarded = new GuardedSubscriber(new GuardedParts(call), subscriber);
            try {
                asking.apply(visible).subscribe(guarded);
            } catch (Throwable e) { // a model in Kotlin may throw what Java would have to declare
                guarded.broke(e);
            }
        };
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return model.listeners();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }
}
