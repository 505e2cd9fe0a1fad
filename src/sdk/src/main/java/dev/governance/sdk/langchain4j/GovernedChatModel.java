package dev.governance.sdk.langchain4j;

import dev.governance.sdk.Governance;
import dev.governance.sdk.llm.GuardedCall;
import dev.governance.sdk.llm.WrapOptions;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A {@link ChatModel} within an agent's limits: halt, scope (the model, and each tool that it is shown), budget and audit
 * log, in this order, before the model is asked. A decorator and no listener, for LangChain4j swallows what a listener
 * throws, and would ask the model all the same.
 *
 * <p>The request, or the model's default parameters, must name the model, else it is refused. The model's own retries are
 * a part of the one call.
 */
public final class GovernedChatModel implements ChatModel {
    private final ChatModel model;
    private final ChatCalls calls;

    private GovernedChatModel(ChatModel model, ChatCalls calls) {
        this.model = model;
        this.calls = calls;
    }

    /**
     * The same model, guarded. The one that is given stays as it is, unguarded.
     *
     * @throws IllegalArgumentException when the agent's id is blank or longer than 256 characters
     */
    public static ChatModel wrapChatModel(ChatModel model, Governance governance, String agentId) {
        return wrapChatModel(model, governance, WrapOptions.of(agentId));
    }

    /** The same model, guarded, with options. */
    public static ChatModel wrapChatModel(ChatModel model, Governance governance, WrapOptions options) {
        return new GovernedChatModel(model, new ChatCalls(governance, options));
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        return guarded(request, model::chat);
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return guarded(request, visible -> model.chat(visible, options));
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return guarded(request, model::doChat);
    }

    private ChatResponse guarded(ChatRequest request, Function<ChatRequest, ChatResponse> asking) {
        ChatRequest visible = calls.visible(request, model.defaultRequestParameters());
        GuardedCall call = calls.admit(visible, model.defaultRequestParameters(), false);
        ChatResponse response;
        try {
            response = asking.apply(visible);
        } catch (Throwable e) { // a model in Kotlin may throw what Java would have to declare
            ChatCalls.failed(call, e);
            throw e;
        }
        return ChatCalls.answered(call, response);
    }

    @Override
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
        return async(request, model::chatAsync);
    }

    @Override
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request, ChatRequestOptions options) {
        return async(request, visible -> model.chatAsync(visible, options));
    }

    @Override
    public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
        return async(request, model::doChatAsync);
    }

    private CompletableFuture<ChatResponse> async(
            ChatRequest request, Function<ChatRequest, CompletableFuture<ChatResponse>> asking) {
        return new AsyncChat(calls, model.defaultRequestParameters(), asking).start(request);
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
