package dev.governance.sdk.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import dev.governance.sdk.errors.ScopeViolationException;
import dev.governance.sdk.llm.CallGuard;
import dev.governance.sdk.llm.GuardedCall;
import dev.governance.sdk.llm.ModelRequest;
import dev.governance.sdk.llm.PromptSize;
import dev.governance.sdk.llm.Provider;
import dev.governance.sdk.llm.TokenUsage;
import dev.governance.sdk.llm.WrapOptions;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What blocking and streaming models have in common: how a request is judged and what an answer used. */
final class ChatCalls {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String NOTHING_ELSE = "tool hidden, and no other is left";

    private final Governance governance;
    private final WrapOptions options;
    private final CallGuard guard;

    ChatCalls(Governance governance, WrapOptions options) {
        this.governance = governance;
        this.options = options;
        this.guard = new CallGuard(governance, options, Provider.LANGCHAIN4J);
    }

    WrapOptions options() {
        return options;
    }

    /**
     * The request without the tools that the model is not to see.
     *
     * @throws ScopeViolationException when no other is left, for then the model's own defaults would count
     */
    ChatRequest visible(ChatRequest request, ChatRequestParameters defaults) {
        guard.requireNotHalted();
        List<ToolSpecification> all =
                defaults.overrideWith(request.parameters()).toolSpecifications();
        List<String> shown = governance.scope().visibleTools(options.agentId(), names(all));
        if (shown.size() == all.size()) {
            return request;
        }
        if (shown.isEmpty()) {
            throw hidden(all.get(0).name());
        }
        return request.toBuilder()
                .toolSpecifications(
                        all.stream().filter(tool -> shown.contains(tool.name())).toList())
                .build();
    }

    private ScopeViolationException hidden(String tool) {
        governance
                .audit()
                .log(AuditEvent.of(options.agentId(), "scope.violation")
                        .session(guard.session())
                        .with("tool", tool)
                        .with("api", null)
                        .with("reason", NOTHING_ELSE));
        return new ScopeViolationException(options.agentId(), "tool " + tool, NOTHING_ELSE);
    }

    private static List<String> names(Collection<ToolSpecification> tools) {
        return tools.stream().map(ToolSpecification::name).toList();
    }

    GuardedCall admit(ChatRequest request, ChatRequestParameters defaults, boolean streaming) {
        ChatRequestParameters effective = defaults.overrideWith(request.parameters());
        List<ToolSpecification> tools = effective.toolSpecifications();
        JsonNode messages = json(ChatMessageSerializer.messagesToJson(request.messages()));
        return guard.admit(new ModelRequest(
                Provider.LANGCHAIN4J,
                "chat",
                effective.modelName(),
                names(tools),
                streaming,
                PromptSize.tokens(messages)
                        + tools.stream()
                                .mapToLong(tool -> PromptSize.tokens(json(tool.toJson())))
                                .sum(),
                effective.maxOutputTokens() == null ? null : Long.valueOf(effective.maxOutputTokens()),
                MAPPER.convertValue(messages, Object.class),
                1));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the request is not readable"); // without the cause, which quotes it
        }
    }

    /** Books the answer. An agent that was halted while it waited gets none. */
    static ChatResponse answered(GuardedCall call, ChatResponse response) {
        try {
            call.answered(usage(response), toolCalls(response));
        } catch (Throwable e) { // an answer of the model's own class may throw anything
            call.failed(e);
            throw e;
        }
        call.checkHalt();
        return response;
    }

    /** Null when the model does not tell, or tells nonsense. */
    static @Nullable TokenUsage usage(ChatResponse response) {
        dev.langchain4j.model.output.TokenUsage told = response.tokenUsage();
        Integer input = told == null ? null : told.inputTokenCount();
        Integer output = told == null ? null : told.outputTokenCount();
        if (input == null || output == null || input < 0 || output < 0 || input + output == 0) {
            return null;
        }
        return TokenUsage.of(input, output);
    }

    static List<String> toolCalls(ChatResponse response) {
        @Nullable AiMessage message = response.aiMessage();
        if (message == null) {
            return List.of();
        }
        return message.toolExecutionRequests().stream()
                .map(ToolExecutionRequest::name)
                .toList();
    }

    /** A status that the provider answered with costs nothing; whatever else went wrong may have cost something. */
    static void failed(GuardedCall call, Throwable problem) {
        Throwable cause = problem;
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (cause instanceof HttpException answer && answer.statusCode() >= 300) {
                call.refused(answer.statusCode());
                return;
            }
            cause = cause.getCause();
        }
        call.failed(problem);
    }
}
