package dev.governance.sdk;

import static dev.governance.sdk.ModelAgent.PROMPT;
import static dev.governance.sdk.langchain4j.GovernedChatModel.wrapChatModel;
import static dev.governance.sdk.langchain4j.GovernedStreamingChatModel.wrapStreamingChatModel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.BudgetExceededException;
import dev.governance.sdk.errors.ScopeViolationException;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** LangChain4j's models, over HTTP to a provider on loopback, and a real database. */
class LangChain4jDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();
    private static final String ANSWER = "{\"text\": \"done\", \"input\": 900, \"output\": 100}";

    private final ModelAgent agent = new ModelAgent(DATABASE, GOVERNANCE, "gpt-4o-mini");
    private final LoopbackModel loopback = new LoopbackModel(agent.provider.url(), "gpt-4o-mini");
    private final ChatModel model = wrapChatModel(loopback, GOVERNANCE, agent.options());
    private final StreamingChatModel streaming =
            wrapStreamingChatModel(loopback.streaming(), GOVERNANCE, agent.options());

    @AfterAll
    static void closeAll() {
        GOVERNANCE.close();
    }

    @AfterEach
    void close() {
        agent.close();
    }

    private static ChatRequest.Builder request() {
        return ChatRequest.builder().messages(UserMessage.from(PROMPT)).maxOutputTokens(200);
    }

    private static ToolSpecification tool(String name) {
        return ToolSpecification.builder().name(name).build();
    }

    private static Throwable problem(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** What a host was told. */
    private static final class Host implements StreamingChatResponseHandler {
        private final List<String> parts = new ArrayList<>();
        private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        private Runnable afterFirst = () -> {};

        @Override
        public void onPartialResponse(String part) {
            parts.add(part);
            if (parts.size() == 1) {
                afterFirst.run();
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            end.complete(response);
        }

        @Override
        public void onError(Throwable problem) {
            end.completeExceptionally(problem);
        }
    }

    @Test
    void anAllowedChatIsRecordedAndBooked() {
        agent.provider.answers((request, wire) -> wire.json(200, ANSWER), (request, wire) -> wire.json(200, ANSWER));

        assertThat(model.chat(request().build()).aiMessage().text()).isEqualTo("done");
        assertThat(model.chat(PROMPT)).isEqualTo("done");

        assertThat(agent.events("model", "metadata_json ->> 'provider'", "metadata_json ->> 'estimated'"))
                .containsExactly(
                        "llm.call|gpt-4o-mini|langchain4j",
                        "llm.result|gpt-4o-mini|false",
                        "llm.call|gpt-4o-mini|langchain4j",
                        "llm.result|gpt-4o-mini|false");
        assertThat(agent.spent().sessionTokens()).isEqualTo(2_000);
        agent.assertNothingHeld();
        agent.assertNoSecretsInTheLog();
    }

    @Test
    void aHaltedAgentAsksNoModelOnAnyWay() {
        agent.halt();
        Host host = new Host();

        assertThatThrownBy(() -> model.chat(PROMPT)).isInstanceOf(AgentHaltedException.class);
        assertThatThrownBy(() -> model.doChat(request().build())).isInstanceOf(AgentHaltedException.class);
        assertThat(problem(model.chatAsync(PROMPT))).isInstanceOf(AgentHaltedException.class);
        assertThatThrownBy(() -> streaming.chat(PROMPT, host)).isInstanceOf(AgentHaltedException.class);
        assertThat(problem(published().end)).isInstanceOf(AgentHaltedException.class);

        agent.assertNothingSent();
    }

    @Test
    void aListenerWouldHaveLetItPass() {
        ChatModel listened = new LoopbackModel(agent.provider.url(), "gpt-4o-mini") {
            @Override
            public List<ChatModelListener> listeners() {
                return List.of(new ChatModelListener() {
                    @Override
                    public void onRequest(ChatModelRequestContext context) {
                        throw new IllegalStateException("no");
                    }
                });
            }
        };
        agent.provider.answers((request, wire) -> wire.json(200, ANSWER));

        assertThat(listened.chat(PROMPT)).isEqualTo("done"); // why the wrapper is a decorator
    }

    @Test
    void modelsAndToolsThatAreNotListedAreRefused() {
        assertThatThrownBy(() -> model.chat(request().modelName("gpt-4o").build()))
                .isInstanceOf(ScopeViolationException.class);
        assertThatThrownBy(() -> model.chat(
                        request().toolSpecifications(tool("delete_account")).build()))
                .isInstanceOf(ScopeViolationException.class);
        assertThatThrownBy(
                        () -> wrapChatModel(new LoopbackModel(agent.provider.url(), null), GOVERNANCE, agent.options())
                                .chat(PROMPT))
                .isInstanceOf(ScopeViolationException.class);

        agent.assertNothingSent();
        assertThat(agent.events("model", "metadata_json ->> 'tool'"))
                .containsExactly(
                        "scope.violation|gpt-4o", "scope.violation|delete_account", "scope.violation|(none named)");
    }

    @Test
    void hiddenToolsAreNotShown() {
        GOVERNANCE
                .scope()
                .register(ScopePolicy.of(agent.id)
                        .allowModels("gpt-4o-mini")
                        .allowTools("refund", "reset")
                        .hideTools("reset"));
        agent.provider.answers((request, wire) -> wire.json(200, ANSWER));

        model.chat(request().toolSpecifications(tool("refund"), tool("reset")).build());
        assertThatThrownBy(() ->
                        model.chat(request().toolSpecifications(tool("reset")).build()))
                .isInstanceOf(ScopeViolationException.class);

        assertThat(agent.provider.received()).hasSize(1);
        assertThat(agent.provider.received().get(0).body()).contains("refund").doesNotContain("reset");
    }

    @Test
    void aPassedBudgetRefuses() {
        GOVERNANCE.cost().track(new Usage(agent.id, agent.session, BigDecimal.ZERO, 99_900, null));

        assertThatThrownBy(() -> model.chat(request().build())).isInstanceOf(BudgetExceededException.class);

        assertThat(agent.provider.connections()).isZero();
    }

    @Test
    void aStatusCostsNothingAndABrokenConnectionWhatWasProjected() {
        agent.provider.answers((request, wire) -> wire.json(429, "{}"), (request, wire) -> wire.cut());

        assertThatThrownBy(() -> model.chat(request().build())).isInstanceOf(HttpException.class);
        agent.assertNothingSpent();
        assertThatThrownBy(() -> model.chat(request().build())).isInstanceOf(RuntimeException.class);

        assertThat(agent.events("metadata_json ->> 'error_type'", "metadata_json ->> 'estimated'"))
                .startsWith("llm.call", "llm.error|http_429", "llm.call")
                .last()
                .asString()
                .endsWith("|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
        agent.assertNothingHeld();
    }

    @Test
    void anAnswerToAnAgentThatWasHaltedMeanwhileIsWithheld() {
        agent.provider.answers((request, wire) -> {
            agent.halt();
            wire.json(200, ANSWER);
        });

        assertThatThrownBy(() -> model.chat(PROMPT)).isInstanceOf(AgentHaltedException.class);

        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void anAsynchronousChatIsBookedAndACancelledOneAsProjected() {
        agent.provider.answers((request, wire) -> wire.json(200, ANSWER), (request, wire) -> wire.isLeft());

        assertThat(model.chatAsync(request().build()).join().aiMessage().text()).isEqualTo("done");
        CompletableFuture<ChatResponse> call = model.chatAsync(request().build());
        assertThat(SdkDatabase.eventually(() -> agent.provider.received().size() == 2))
                .isTrue();
        call.cancel(true);

        assertThat(agent.eventsOnceThere(4, "metadata_json ->> 'error_type'", "metadata_json ->> 'estimated'"))
                .endsWith("llm.error|CancellationException|true");
        assertThat(agent.spent().sessionTokens()).isBetween(1_201L, 1_300L);
    }

    @Test
    void aStreamIsHandedOnAndBooked() {
        agent.provider.answers((request, wire) -> wire.json(200, "part 1\npart 2\n900 100\n"));
        Host host = new Host();

        streaming.chat(request().build(), host);

        assertThat(host.end.join().tokenUsage().totalTokenCount()).isEqualTo(1_000);
        assertThat(host.parts).containsExactly("part 1", "part 2");
        assertThat(agent.events("metadata_json ->> 'ended'", "metadata_json ->> 'estimated'"))
                .containsExactly("llm.call", "llm.result", "llm.result.reconciled|complete|false");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void aHaltCancelsAStreamAtItsNextPart() {
        agent.provider.answers((request, wire) -> wire.json(200, "part 1\npart 2\npart 3\n900 100\n"));
        Host host = new Host();
        host.afterFirst = agent::halt;

        streaming.chat(request().build(), host);

        assertThat(problem(host.end)).isInstanceOf(AgentHaltedException.class);
        assertThat(host.parts).containsExactly("part 1");
        assertThat(loopback.cancelled()).isTrue();
        assertThat(agent.events("metadata_json ->> 'ended'", "metadata_json ->> 'estimated'"))
                .endsWith("llm.result.reconciled|halted|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    private static final StreamingHandle LOST = new StreamingHandle() {
        @Override
        public void cancel() {
            throw new IllegalStateException("the connection is gone");
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    /** Each kind of part, and a model that comes no further. */
    static Stream<Consumer<StreamingChatResponseHandler>> parts() {
        return Stream.of(
                handler -> handler.onPartialResponse(new PartialResponse("part"), new PartialResponseContext(LOST)),
                handler -> handler.onPartialThinking(new PartialThinking("part"), new PartialThinkingContext(LOST)),
                handler -> handler.onPartialToolCall(
                        PartialToolCall.builder()
                                .index(0)
                                .id("t-1")
                                .name("refund")
                                .partialArguments("{")
                                .build(),
                        new PartialToolCallContext(LOST)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aStreamWhoseCancellingFailsIsBookedToo(Consumer<StreamingChatResponseHandler> part) {
        StreamingChatModel guarded = wrapStreamingChatModel(
                new AskedModel((request, handler) -> part.accept(handler)), GOVERNANCE, agent.options());

        assertThatThrownBy(() -> guarded.chat(request().build(), new Cancelling()))
                .hasMessage("the connection is gone");

        assertThat(agent.events("metadata_json ->> 'ended'", "metadata_json ->> 'estimated'"))
                .endsWith("llm.result.reconciled|closed|true");
        agent.assertNothingHeld();
    }

    @Test
    void aStreamThatTheHostCancelsIsBookedAsProjected() {
        agent.provider.answers((request, wire) -> wire.json(200, "part 1\npart 2\npart 3\n900 100\n"));
        Cancelling host = new Cancelling();

        streaming.chat(request().build(), host);

        assertThat(host.parts).hasValue(1);
        assertThat(loopback.cancelled()).isTrue();
        assertThat(agent.events("metadata_json ->> 'ended'", "metadata_json ->> 'estimated'"))
                .endsWith("llm.result.reconciled|closed|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
        agent.assertNothingHeld();
    }

    /** A host that cancels at the first part. */
    private static final class Cancelling implements StreamingChatResponseHandler {
        private final AtomicInteger parts = new AtomicInteger();

        private void cancel(StreamingHandle handle) {
            parts.incrementAndGet();
            handle.cancel();
        }

        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            cancel(context.streamingHandle());
        }

        @Override
        public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
            cancel(context.streamingHandle());
        }

        @Override
        public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
            cancel(context.streamingHandle());
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {}

        @Override
        public void onError(Throwable problem) {}
    }

    /** A model that does what it is told. */
    private record AskedModel(BiConsumer<ChatRequest, StreamingChatResponseHandler> asked)
            implements StreamingChatModel {
        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return ChatRequestParameters.builder().modelName("gpt-4o-mini").build();
        }

        @Override
        public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            asked.accept(request, handler);
        }

        @Override
        public Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
            return subscriber -> asked.accept(request, null);
        }
    }

    /** An answer as a model must not give it. */
    private static final class Empty extends ChatResponse {
        Empty() {
            super(ChatResponse.builder().aiMessage(AiMessage.from("none")));
        }

        @Override
        public AiMessage aiMessage() {
            return null;
        }
    }

    static Stream<ChatResponse> withoutAMessage() {
        return Stream.of(null, new Empty());
    }

    @ParameterizedTest
    @MethodSource("withoutAMessage")
    void anAnswerWithoutAMessageEndsItsCall(ChatResponse answer) {
        ChatModel empty = new LoopbackModel(agent.provider.url(), "gpt-4o-mini") {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return answer;
            }

            @Override
            public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
                return CompletableFuture.completedFuture(answer);
            }
        };
        ChatModel guarded = wrapChatModel(empty, GOVERNANCE, agent.options());
        StreamingChatModel stream = wrapStreamingChatModel(
                new AskedModel((request, handler) -> handler.onCompleteResponse(answer)), GOVERNANCE, agent.options());

        assertThat(catchThrowable(() -> guarded.doChat(request().build()))).satisfies(told -> {});
        assertThat(catchThrowable(() -> guarded.doChatAsync(request().build()).join()))
                .satisfies(told -> {});
        assertThat(catchThrowable(() -> stream.doChat(request().build(), new Host())))
                .satisfies(told -> {});

        assertThat(agent.spent().sessionTokens()).isBetween(3 * 201L, 3 * 300L);
        agent.assertNothingHeld();
    }

    @Test
    void aPublisherThatCannotBeSubscribedToEndsItsCall() {
        StreamingChatModel guarded = wrapStreamingChatModel(
                new AskedModel((request, handler) -> {
                    throw new IllegalStateException("no publisher");
                }),
                GOVERNANCE,
                agent.options());
        Watching watching = new Watching();

        guarded.doChat(request().build()).subscribe(watching);

        assertThat(problem(watching.end)).hasMessage("no publisher");
        assertThat(agent.events("metadata_json ->> 'estimated'")).endsWith("llm.error|true");
        agent.assertNothingHeld();
    }

    @Test
    void aProviderThatTakesNoConnectionInTimeCostsNothing() throws IOException {
        try (BusyServer busy = new BusyServer()) {
            ChatModel guarded =
                    wrapChatModel(new LoopbackModel(busy.url(), "gpt-4o-mini"), GOVERNANCE, agent.options());

            assertThatThrownBy(() -> guarded.chat(request().build()))
                    .hasRootCauseInstanceOf(ConnectException.class)
                    .hasCauseInstanceOf(HttpConnectTimeoutException.class);
        }

        assertThat(agent.events("metadata_json ->> 'estimated'")).containsExactly("llm.call", "llm.error");
        agent.assertNothingSpent();
        agent.assertNothingHeld();
    }

    @Test
    void aTornStreamIsBookedAsProjected() {
        agent.provider.answers((request, wire) -> {
            wire.stream();
            wire.event("part 1\n");
            wire.cut();
        });
        Host host = new Host();

        streaming.chat(request().build(), host);

        assertThat(problem(host.end)).isNotNull();
        assertThat(agent.events("metadata_json ->> 'ended'")).endsWith("llm.result.reconciled|failed");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    @Test
    void aPublishedStreamIsGuardedAtEachSubscription() {
        agent.provider.answers((request, wire) -> wire.json(200, "part 1\n900 100\n"));

        Watching watching = published();

        assertThat(problem(watching.end)).isNull();
        assertThat(watching.events).hasSize(2);
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    private Watching published() {
        Watching watching = new Watching();
        streaming.chat(request().build()).subscribe(watching);
        return watching;
    }

    private static final class Watching implements Subscriber<ChatModelStreamingEvent> {
        private final List<ChatModelStreamingEvent> events = new ArrayList<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ChatModelStreamingEvent event) {
            events.add(event);
        }

        @Override
        public void onError(Throwable problem) {
            end.completeExceptionally(problem);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }
}
