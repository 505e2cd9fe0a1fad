package dev.governance.sdk;

import static dev.governance.sdk.ModelAgent.KEY;
import static dev.governance.sdk.ModelAgent.PROMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.google.errorprone.annotations.MustBeClosed;
import dev.governance.sdk.anthropic.GovernedAnthropic;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.BudgetExceededException;
import dev.governance.sdk.errors.ScopeViolationException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The official Anthropic client against a provider on loopback and a real database. */
class AnthropicDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();
    private static final String MODEL = "claude-sonnet-4-6";
    private static final String SOON = "Retry-After-Ms: 1";

    private static final String MESSAGE = """
            {"id": "m-1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-6",
             "content": [{"type": "text", "text": "done", "citations": null}],
             "stop_reason": "end_turn", "stop_sequence": null,
             "usage": {"input_tokens": 900, "output_tokens": 100}}
            """;

    private static final String START = """
            event: message_start
            data: {"type": "message_start", "message": {"id": "m-1", "type": "message", "role": "assistant",\
             "model": "claude-sonnet-4-6", "content": [], "stop_reason": null, "stop_sequence": null,\
             "usage": {"input_tokens": 900, "output_tokens": 1}}}

            """;

    private static final String PART = """
            event: content_block_delta
            data: {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "part"}}

            """;

    private static final String LAST = """
            event: message_delta
            data: {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": null},\
             "usage": {"output_tokens": 100}}

            """;

    private static final String STOP = """
            event: message_stop
            data: {"type": "message_stop"}

            """;

    private final ModelAgent agent = new ModelAgent(DATABASE, GOVERNANCE, MODEL);
    private final AnthropicClient client = GovernedAnthropic.wrapAnthropic(
            AnthropicOkHttpClient.builder()
                    .apiKey(KEY)
                    .baseUrl(agent.provider.url())
                    .maxRetries(2)
                    .build(),
            GOVERNANCE,
            agent.options());

    @AfterAll
    static void closeAll() {
        GOVERNANCE.close();
    }

    @AfterEach
    void close() {
        agent.close();
    }

    private static MessageCreateParams.Builder message() {
        return MessageCreateParams.builder().model(MODEL).maxTokens(200).addUserMessage(PROMPT);
    }

    private static Tool tool(String name) {
        return Tool.builder()
                .name(name)
                .inputSchema(Tool.InputSchema.builder()
                        .type(JsonValue.from("object"))
                        .build())
                .build();
    }

    private ThrowingCallable calling(MessageCreateParams.Builder request) {
        return () -> client.messages().create(request.build());
    }

    @MustBeClosed
    private StreamResponse<RawMessageStreamEvent> stream() {
        return client.messages().createStreaming(message().build());
    }

    private static void parts(StubProvider.Wire wire, int number) throws IOException {
        wire.stream();
        wire.event(START);
        for (int i = 0; i < number; i++) {
            wire.event(PART);
        }
    }

    private static Throwable problem(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    @Test
    void anAllowedCallIsCheckedSentRecordedAndBooked() {
        agent.provider.answers((request, wire) -> wire.json(200, MESSAGE));

        Message answer = client.messages().create(message().build());

        assertThat(answer.id()).isEqualTo("m-1");
        assertThat(agent.events("model", "metadata_json ->> 'provider'", "metadata_json -> 'token_usage'"))
                .containsExactly(
                        "llm.call|claude-sonnet-4-6|anthropic",
                        "llm.result|claude-sonnet-4-6|{\"input_tokens\": 900, \"total_tokens\": 1000,"
                                + " \"output_tokens\": 100}");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
        assertThat(agent.spent().sessionUsd()).isEqualByComparingTo("0.0042"); // 900 at 3 and 100 at 15
        assertThat(agent.provider.received().get(0).headers()).containsEntry("authorization", "Bearer " + KEY);
        agent.assertNoSecretsInTheLog();
    }

    @Test
    void whatACacheGaveOrTookIsPricedAsTheProviderDoes() {
        agent.provider.answers((request, wire) -> wire.json(
                200,
                MESSAGE.replace(
                        "\"input_tokens\": 900",
                        "\"input_tokens\": 100, \"cache_read_input_tokens\": 1000, \"cache_creation_input_tokens\": 500,"
                                + " \"cache_creation\": {\"ephemeral_5m_input_tokens\": 400,"
                                + " \"ephemeral_1h_input_tokens\": 100}")));

        client.messages().create(message().build());

        assertThat(agent.spent().sessionTokens()).isEqualTo(1_700);
        // (100 + 1000 * 0.1 + 400 * 1.25 + 100 * 2) at 3, and 100 at 15
        assertThat(agent.spent().sessionUsd()).isEqualByComparingTo("0.0042");
    }

    @Test
    void aModelOrToolThatIsNotListedIsNotUsed() {
        assertThatThrownBy(calling(message().model("claude-opus-4-6"))).isInstanceOf(ScopeViolationException.class);
        assertThatThrownBy(calling(message().addTool(tool("delete_account"))))
                .isInstanceOf(ScopeViolationException.class);

        agent.assertNothingSent();
        assertThat(agent.events("model", "metadata_json ->> 'tool'"))
                .containsExactly("scope.violation|claude-opus-4-6", "scope.violation|delete_account");
    }

    @Test
    void aServerOfToolsMustBeListed() {
        assertThatThrownBy(calling(message()
                        .putAdditionalBodyProperty(
                                "mcp_servers",
                                JsonValue.from(java.util.List.of(
                                        java.util.Map.of("type", "url", "name", "crm", "url", "http://127.0.0.1/"))))))
                .isInstanceOfSatisfying(
                        ScopeViolationException.class,
                        refusal -> assertThat(refusal.target()).isEqualTo("tool mcp"));

        agent.assertNothingSent();
    }

    @Test
    void aPassedBudgetSendsNothing() {
        GOVERNANCE.cost().track(new Usage(agent.id, agent.session, BigDecimal.ZERO, 99_900, null));

        assertThatThrownBy(calling(message())).isInstanceOf(BudgetExceededException.class);

        assertThat(agent.provider.connections()).isZero();
    }

    @Test
    void eachAttemptOfTheClientIsGuardedAndOnlyTheOneThatWorkedIsBooked() {
        agent.provider.answers(
                (request, wire) -> wire.json(429, "{}", SOON),
                (request, wire) -> wire.json(529, "{}", SOON),
                (request, wire) -> wire.json(200, MESSAGE));

        client.messages().create(message().build());

        assertThat(agent.events("metadata_json ->> 'attempt'", "metadata_json ->> 'error_type'"))
                .containsExactly(
                        "llm.call",
                        "llm.error|http_429",
                        "llm.call|2",
                        "llm.error|http_529",
                        "llm.call|3",
                        "llm.result");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void aProviderThatOnlyFailsCostsNothing() {
        StubProvider.Answer failure = (request, wire) -> wire.json(500, "{}", SOON);
        agent.provider.answers(failure, failure, failure);

        assertThatThrownBy(calling(message())).isInstanceOf(InternalServerException.class);

        assertThat(agent.provider.received()).hasSize(3);
        agent.assertNothingSpent();
        agent.assertNothingHeld();
    }

    @Test
    void anAgentThatIsHaltedBetweenTwoAttemptsMakesNoSecond() {
        agent.provider.answers((request, wire) -> {
            agent.halt();
            wire.json(529, "{}", SOON);
        });

        assertThatThrownBy(calling(message())).isInstanceOf(AgentHaltedException.class);

        assertThat(agent.provider.connections()).isEqualTo(1);
    }

    @Test
    void whatTheModelWantsToBeCalledIsInTheLog() {
        agent.provider.answers((request, wire) -> wire.json(
                200,
                MESSAGE.replace(
                        "{\"type\": \"text\", \"text\": \"done\", \"citations\": null}",
                        "{\"type\": \"tool_use\", \"id\": \"t-1\", \"name\": \"refund\", \"input\": {\"who\": \"Ada\"},"
                                + " \"caller\": {\"type\": \"direct\"}}")));

        client.messages().create(message().addTool(tool("refund")).build());

        assertThat(agent.events("metadata_json ->> 'tools'", "metadata_json ->> 'tool_calls'"))
                .containsExactly("llm.call|[\"refund\"]", "llm.result|[\"refund\"]");
        agent.assertNoSecretsInTheLog();
    }

    @Test
    void aWholeStreamIsBookedWithWhatTheProviderTellsAtItsEnd() {
        agent.provider.answers((request, wire) -> {
            parts(wire, 3);
            wire.event(LAST);
            wire.event(STOP);
            wire.end();
        });

        try (StreamResponse<RawMessageStreamEvent> stream = stream()) {
            assertThat(stream.stream()).hasSize(6);
        }

        assertThat(agent.events("metadata_json ->> 'ended'", "metadata_json ->> 'reconciliation_source'"))
                .containsExactly("llm.call", "llm.result", "llm.result.reconciled|complete|provider_final");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
        assertThat(agent.spent().sessionUsd()).isEqualByComparingTo("0.0042");
    }

    @Test
    void aTornStreamIsBookedWithThePromptThatIsKnownAndTheProjectedAnswer() {
        agent.provider.answers((request, wire) -> {
            parts(wire, 3);
            wire.cut();
        });

        assertThatThrownBy(() -> {
                    try (StreamResponse<RawMessageStreamEvent> stream = stream()) {
                        stream.stream().forEach(event -> {});
                    }
                })
                .isInstanceOf(AnthropicIoException.class);

        assertThat(agent.events("metadata_json ->> 'ended'", "metadata_json ->> 'estimated'"))
                .endsWith("llm.result.reconciled|failed|true");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_100); // 900 were told at the start, 200 at most
        assertThat(agent.provider.connections()).isEqualTo(1);
    }

    @Test
    void aHaltCutsAStreamAtTheNextEventHoweverMuchIsThere() throws Exception {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        agent.provider.answers((request, wire) -> {
            parts(wire, 50);
            left.complete(wire.isLeft());
        });

        int[] seen = {0};
        try (StreamResponse<RawMessageStreamEvent> stream = stream()) {
            Iterator<RawMessageStreamEvent> events = stream.stream().iterator();
            for (; seen[0] < 6; seen[0]++) {
                events.next();
            }
            agent.halt();
            assertThatThrownBy(() -> {
                        for (; events.hasNext(); seen[0]++) {
                            events.next();
                        }
                    })
                    .isInstanceOf(AgentHaltedException.class);
        }

        assertThat(seen[0]).isEqualTo(6);
        assertThat(left.get()).isTrue();
        assertThat(agent.events("metadata_json ->> 'ended'")).endsWith("llm.result.reconciled|halted");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_100);
    }

    @Test
    void aStreamThatTheHostAbandonsIsBooked() {
        agent.provider.answers((request, wire) -> {
            parts(wire, 3);
            wire.isLeft();
        });

        try (StreamResponse<RawMessageStreamEvent> stream = stream()) {
            stream.stream().iterator().next();
        }

        assertThat(agent.events("metadata_json ->> 'ended'", "metadata_json ->> 'estimated'"))
                .endsWith("llm.result.reconciled|closed|true");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_100);
    }

    @Test
    void anAsynchronousCallIsAnsweredAndBooked() {
        agent.provider.answers((request, wire) -> wire.json(200, MESSAGE));

        assertThat(client.async().messages().create(message().build()).join().id())
                .isEqualTo("m-1");

        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void aCancelledCallIsBookedOnce() {
        CountDownLatch cancelled = new CountDownLatch(1);
        agent.provider.answers((request, wire) -> {
            cancelled.await();
            wire.json(200, MESSAGE);
        });
        CompletableFuture<Message> call =
                client.async().messages().create(message().build());
        assertThat(agent.eventsOnceThere(1)).containsExactly("llm.call");

        call.cancel(true);
        cancelled.countDown();

        assertThat(agent.eventsOnceThere(2)).containsExactly("llm.call", "llm.result");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void anAsynchronousStreamIsCutByAHalt() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch halted = new CountDownLatch(1);
        agent.provider.answers((request, wire) -> {
            parts(wire, 1);
            halted.await();
            wire.event(PART);
            wire.isLeft();
        });
        AsyncStreamResponse<RawMessageStreamEvent> stream =
                client.async().messages().createStreaming(message().build()).subscribe(event -> started.countDown());
        assertThat(SdkDatabase.eventually(() -> started.getCount() == 0)).isTrue();

        agent.halt();
        halted.countDown();

        assertThat(problem(stream.onCompleteFuture())).isInstanceOf(AgentHaltedException.class);
        assertThat(agent.events("metadata_json ->> 'ended'")).endsWith("llm.result.reconciled|halted");
    }

    @Test
    void countingTokensMustBeListedAsAnApi() {
        MessageCountTokensParams counting = MessageCountTokensParams.builder()
                .model(MODEL)
                .addUserMessage(PROMPT)
                .build();
        String api = "POST " + agent.provider.url() + "/v1/messages/count_tokens";
        assertThatThrownBy(() -> client.messages().countTokens(counting))
                .isInstanceOfSatisfying(
                        ScopeViolationException.class,
                        refusal -> assertThat(refusal.target()).isEqualTo("api " + api));
        agent.assertNothingSent();

        GOVERNANCE.scope().register(ScopePolicy.of(agent.id).allowApis(api));
        agent.provider.answers((request, wire) -> wire.json(200, "{\"input_tokens\": 7}"));

        assertThat(client.messages().countTokens(counting).inputTokens()).isEqualTo(7);
    }
}
