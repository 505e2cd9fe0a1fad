package dev.governance.sdk;

import static dev.governance.sdk.ModelAgent.KEY;
import static dev.governance.sdk.ModelAgent.PROMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.Timeout;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIIoException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.BudgetExceededException;
import dev.governance.sdk.errors.PolicyNotRegisteredException;
import dev.governance.sdk.errors.ScopeViolationException;
import dev.governance.sdk.errors.UnknownModelException;
import dev.governance.sdk.llm.WrapOptions;
import dev.governance.sdk.openai.GovernedOpenAI;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official client, blocking, against a provider on loopback and a real database. */
class OpenAIDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();
    private static final String SOON = "Retry-After-Ms: 1";

    static final String COMPLETION = """
            {"id": "c-1", "object": "chat.completion", "created": 1, "model": "gpt-4o-mini-2024-07-18",
             "choices": [{"index": 0, "finish_reason": "stop", "logprobs": null,
                          "message": {"role": "assistant", "content": "done", "refusal": null}}],
             "usage": {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000}}
            """;

    private final ModelAgent agent = new ModelAgent(DATABASE, GOVERNANCE, "gpt-4o-mini", "unpriced-1");
    private final OpenAIClient client = GovernedOpenAI.wrapOpenAI(unguarded(), GOVERNANCE, agent.options());

    @AfterAll
    static void closeAll() {
        GOVERNANCE.close();
    }

    @AfterEach
    void close() {
        agent.close();
    }

    private OpenAIClient unguarded() {
        return OpenAIOkHttpClient.builder()
                .apiKey(KEY)
                .baseUrl(agent.provider.url() + "/v1")
                .maxRetries(2)
                .build();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .maxCompletionTokens(200)
                .addUserMessage(PROMPT);
    }

    private static ChatCompletionFunctionTool tool(String name) {
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name(name)
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .build())
                        .build())
                .build();
    }

    private ThrowingCallable calling(ChatCompletionCreateParams.Builder request) {
        return () -> client.chat().completions().create(request.build());
    }

    @Test
    void anAllowedCallIsCheckedSentRecordedAndBooked() {
        agent.provider.answers((request, wire) -> wire.json(200, COMPLETION));

        ChatCompletion answer = client.chat().completions().create(chat().build());

        assertThat(answer.choices().get(0).message().content()).contains("done");
        assertThat(agent.events("model", "metadata_json ->> 'endpoint'", "metadata_json -> 'token_usage'"))
                .containsExactly(
                        "llm.call|gpt-4o-mini|chat.completions",
                        "llm.result|gpt-4o-mini|{\"total_tokens\": 1000, \"prompt_tokens\": 900,"
                                + " \"completion_tokens\": 100}");
        assertThat(agent.events("metadata_json ->> 'estimated'", "metadata_json ->> 'cost_tracked'"))
                .containsExactly("llm.call", "llm.result|false|true");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
        assertThat(agent.spent().sessionUsd()).isEqualByComparingTo("0.000195"); // 900 at 0.15 and 100 at 0.60
        assertThat(agent.provider.received().get(0).body()).contains(PROMPT);
        assertThat(agent.provider.received().get(0).headers()).containsEntry("authorization", "Bearer " + KEY);
        agent.assertNoSecretsInTheLog();
    }

    @Test
    void theResultKnowsItsCallAndTheCallTheHashOfWhatWasAsked() {
        agent.provider.answers((request, wire) -> wire.json(200, COMPLETION));

        client.chat().completions().create(chat().build());

        assertThat(agent.events("length(input_hash)", "parent_event_id is not null"))
                .containsExactly("llm.call|64|f", "llm.result|t");
    }

    @Test
    void aModelThatIsNotListedIsNotCalled() {
        assertThatThrownBy(calling(chat().model("gpt-4o")))
                .isInstanceOfSatisfying(ScopeViolationException.class, refusal -> {
                    assertThat(refusal.target()).isEqualTo("model gpt-4o");
                    assertThat(refusal.reason()).isEqualTo("model not whitelisted");
                });

        agent.assertNothingSent();
        assertThat(agent.events("model")).containsExactly("scope.violation|gpt-4o");
    }

    @Test
    void anAgentWithoutAPolicyCallsNoModel() {
        OpenAIClient stranger = GovernedOpenAI.wrapOpenAI(unguarded(), GOVERNANCE, "stranger-" + UUID.randomUUID());

        assertThatThrownBy(() -> stranger.chat().completions().create(chat().build()))
                .isInstanceOf(PolicyNotRegisteredException.class);

        agent.assertNothingSent();
    }

    @Test
    void aToolThatIsNotListedIsNotShownToAModel() {
        assertThatThrownBy(calling(chat().addTool(tool("refund")).addTool(tool("delete_account"))))
                .isInstanceOfSatisfying(
                        ScopeViolationException.class,
                        refusal -> assertThat(refusal.target()).isEqualTo("tool delete_account"));

        agent.assertNothingSent();
    }

    @Test
    void aHiddenToolIsTakenOutOfTheRequest() {
        GOVERNANCE
                .scope()
                .register(ScopePolicy.of(agent.id)
                        .allowModels("gpt-4o-mini")
                        .allowTools("refund", "reset")
                        .hideTools("reset"));
        agent.provider.answers((request, wire) -> wire.json(200, COMPLETION));

        client.chat()
                .completions()
                .create(chat().addTool(tool("refund")).addTool(tool("reset")).build());

        assertThat(agent.provider.received().get(0).body()).contains("refund").doesNotContain("reset");
        assertThat(agent.events("metadata_json ->> 'tools'")).containsExactly("llm.call|[\"refund\"]", "llm.result");
    }

    @Test
    void aListOfHiddenToolsAloneIsNotSentEmpty() {
        GOVERNANCE
                .scope()
                .register(ScopePolicy.of(agent.id).allowModels("gpt-4o-mini").hideTools("reset"));
        agent.provider.answers((request, wire) -> wire.json(200, COMPLETION));

        client.chat().completions().create(chat().addTool(tool("reset")).build());

        assertThat(agent.provider.received().get(0).body()).contains(PROMPT).doesNotContain("tools");
    }

    @Test
    void whatTheModelWantsToBeCalledIsInTheLog() {
        agent.provider.answers((request, wire) -> wire.json(200, """
                {"id": "c-1", "object": "chat.completion", "created": 1, "model": "gpt-4o-mini",
                 "choices": [{"index": 0, "finish_reason": "tool_calls", "logprobs": null,
                              "message": {"role": "assistant", "content": null, "refusal": null, "tool_calls": [
                                {"id": "t-1", "type": "function",
                                 "function": {"name": "refund", "arguments": "{\\"who\\": \\"Ada\\"}"}}]}}],
                 "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}}
                """));

        ChatCompletion answer = client.chat()
                .completions()
                .create(chat().addTool(tool("refund")).build());

        assertThat(answer.choices().get(0).message().toolCalls())
                .hasValueSatisfying(calls -> assertThat(calls).hasSize(1));
        assertThat(agent.events("metadata_json ->> 'tool_calls'"))
                .containsExactly("llm.call", "llm.result|[\"refund\"]");
        agent.assertNoSecretsInTheLog();
    }

    @Test
    void aBudgetThatTheProjectionPassesRefuses() {
        GOVERNANCE.cost().track(new Usage(agent.id, agent.session, java.math.BigDecimal.ZERO, 99_900, null));

        assertThatThrownBy(calling(chat()))
                .isInstanceOfSatisfying(
                        BudgetExceededException.class,
                        breach -> assertThat(breach.cap()).isEqualTo("per_session_tokens"));

        assertThat(agent.provider.connections()).isZero();
        assertThat(agent.events()).containsExactly("budget.exceeded");
    }

    @Test
    void aModelWithoutAPriceIsNotCalled() {
        assertThatThrownBy(calling(chat().model("unpriced-1"))).isInstanceOf(UnknownModelException.class);

        agent.assertNothingSent();
        assertThat(agent.events("model", "metadata_json ->> 'error_type'"))
                .containsExactly("budget.check_failed|unpriced-1|UnknownModelException");
    }

    @Test
    void eachAttemptOfTheClientIsGuardedAndOnlyTheOneThatWorkedIsBooked() {
        agent.provider.answers(
                (request, wire) -> wire.json(429, "{}", SOON),
                (request, wire) -> wire.json(500, "{}", SOON),
                (request, wire) -> wire.json(200, COMPLETION));

        client.chat().completions().create(chat().build());

        assertThat(agent.events(
                        "metadata_json ->> 'attempt'",
                        "metadata_json ->> 'error_type'",
                        "metadata_json -> 'token_usage' ->> 'total_tokens'"))
                .containsExactly(
                        "llm.call",
                        "llm.error|http_429",
                        "llm.call|2",
                        "llm.error|http_500",
                        "llm.call|3",
                        "llm.result|1000");
        assertThat(agent.provider.received()).hasSize(3);
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void aProviderThatOnlyFailsCostsNothing() {
        agent.provider.answers(
                (request, wire) -> wire.json(500, "{}", SOON),
                (request, wire) -> wire.json(503, "{}", SOON),
                (request, wire) -> wire.json(500, "{}", SOON));

        assertThatThrownBy(calling(chat())).isInstanceOf(InternalServerException.class);

        assertThat(agent.provider.received()).hasSize(3);
        agent.assertNothingSpent();
        agent.assertNothingHeld();
    }

    @Test
    void aHaltWhileTheCallIsWrittenDownStillStopsIt() {
        Thread caller = Thread.currentThread();
        AtomicInteger connections = new AtomicInteger(Integer.MIN_VALUE);
        AtomicReference<Runnable> second = new AtomicReference<>();
        DataSource source = Connections.prepared(
                DATABASE.dataSource(),
                connection -> {
                    if (Thread.currentThread() == caller && connections.incrementAndGet() == 2) {
                        second.get().run();
                    }
                },
                connection -> {});
        try (Governance own = SdkDatabase.governance(source)) {
            own.scope().register(ScopePolicy.of(agent.id).allowModels("gpt-4o-mini"));
            OpenAIClient guarded = GovernedOpenAI.wrapOpenAI(unguarded(), own, agent.options());
            second.set(() -> {
                agent.halt();
                assertThat(SdkDatabase.eventually(() -> catchThrowable(() -> own.assertNotHalted(agent.id)) != null))
                        .isTrue();
            });
            connections.set(0); // the first is for the budget, the second for the log

            assertThatThrownBy(() -> guarded.chat().completions().create(chat().build()))
                    .isInstanceOf(AgentHaltedException.class);
        }

        assertThat(agent.provider.connections()).isZero();
        assertThat(agent.events("metadata_json ->> 'error_type'"))
                .containsExactly("llm.call", "llm.error|AgentHaltedException");
        agent.assertNothingSpent();
        agent.assertNothingHeld();
    }

    @Test
    void anAgentThatIsHaltedBetweenTwoAttemptsMakesNoSecond() {
        agent.provider.answers((request, wire) -> {
            agent.halt();
            wire.json(429, "{}", SOON);
        });

        assertThatThrownBy(calling(chat())).isInstanceOf(AgentHaltedException.class);

        assertThat(agent.provider.connections()).isEqualTo(1);
    }

    @Test
    void anAnswerToAnAgentThatWasHaltedMeanwhileIsBookedAndWithheld() {
        agent.provider.answers((request, wire) -> {
            agent.halt();
            wire.json(200, COMPLETION);
        });

        assertThatThrownBy(calling(chat())).isInstanceOf(AgentHaltedException.class);

        assertThat(agent.events()).containsExactly("llm.call", "llm.result");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void anAnswerThatDoesNotTellItsUsageIsBookedAsProjected() {
        agent.provider.answers((request, wire) -> wire.json(200, COMPLETION.replaceFirst("(?s),\\s*\"usage\".*", "}")));

        client.chat().completions().create(chat().build());

        assertThat(agent.events("metadata_json ->> 'estimated'")).containsExactly("llm.call", "llm.result|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L); // 200 at most, and the prompt
        assertThat(agent.spent().sessionUsd()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt_tokens\": -5, \"completion_tokens\": 1}",
                "{\"prompt_tokens\": 0, \"completion_tokens\": 0}",
                "{\"prompt_tokens\": 9223372036854775807, \"completion_tokens\": 9223372036854775807}",
                "{\"prompt_tokens\": \"7\", \"completion_tokens\": 1.5}",
                "[]"
            })
    void usageThatCannotBeIsNoUsage(String usage) {
        OpenAIClient lax = client.withOptions(options -> options.responseValidation(false));
        agent.provider.answers((request, wire) ->
                wire.json(200, COMPLETION.replaceFirst("(?s)\"usage\": \\{.*?\\}", "\"usage\": " + usage)));

        lax.chat().completions().create(chat().build());

        assertThat(agent.events("metadata_json ->> 'estimated'")).containsExactly("llm.call", "llm.result|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    @Test
    void aConnectionThatBreaksAfterTheRequestIsBookedAsProjected() {
        agent.provider.answers((request, wire) -> wire.cut());

        assertThatThrownBy(() -> client.withOptions(options -> options.maxRetries(0))
                        .chat()
                        .completions()
                        .create(chat().build()))
                .isInstanceOf(OpenAIIoException.class);

        assertThat(agent.events("metadata_json ->> 'estimated'")).containsExactly("llm.call", "llm.error|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    @Test
    void aProviderThatCannotBeReachedCostsNothing() {
        agent.provider.close();

        assertThatThrownBy(() -> client.withOptions(options -> options.maxRetries(0))
                        .chat()
                        .completions()
                        .create(chat().build()))
                .isInstanceOf(OpenAIIoException.class);

        assertThat(agent.events("metadata_json ->> 'estimated'")).containsExactly("llm.call", "llm.error");
        agent.assertNothingSpent();
        agent.assertNothingHeld();
    }

    @Test
    void aProviderThatTakesNoConnectionInTimeCostsNothing() throws IOException {
        try (BusyServer busy = new BusyServer()) {
            OpenAIClient impatient = client.withOptions(options -> options.baseUrl(busy.url() + "/v1")
                    .maxRetries(0)
                    .timeout(Timeout.builder()
                            .connect(Duration.ofMillis(200))
                            .request(Duration.ofMinutes(1))
                            .build()));

            assertThatThrownBy(() -> impatient.chat().completions().create(chat().build()))
                    .isInstanceOf(OpenAIIoException.class)
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
        }

        assertThat(agent.events("metadata_json ->> 'estimated'")).containsExactly("llm.call", "llm.error");
        agent.assertNothingSpent();
        agent.assertNothingHeld();
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsBookedAsProjected() {
        agent.provider.answers((request, wire) -> wire.isLeft());

        assertThatThrownBy(() -> client.withOptions(options -> options.maxRetries(0)
                                .timeout(Timeout.builder()
                                        .read(Duration.ofMillis(200))
                                        .request(Duration.ofMinutes(1))
                                        .build()))
                        .chat()
                        .completions()
                        .create(chat().build()))
                .isInstanceOf(OpenAIIoException.class)
                .hasCauseInstanceOf(SocketTimeoutException.class);

        assertThat(agent.events("metadata_json ->> 'estimated'")).containsExactly("llm.call", "llm.error|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    @Test
    void aHostileNameOfAModelIsRefusedAndStored() {
        String hostile = "gpt-4o-mini\n\u0000'; drop table governance_audit_events; --" + "x".repeat(100_000);

        assertThatThrownBy(calling(chat().model(hostile)))
                .isInstanceOfSatisfying(
                        ScopeViolationException.class,
                        refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(1_000));

        agent.assertNothingSent();
        assertThat(agent.events("length(model)")).containsExactly("scope.violation|128");
        assertThat(DATABASE.verify(agent.session).isVerified()).isTrue();
    }

    @Test
    void aRequestThatNamesTwoModelsIsRefused() {
        assertThatThrownBy(calling(chat().putAdditionalBodyProperty("model", JsonValue.from("gpt-4o"))))
                .isInstanceOfSatisfying(
                        ScopeViolationException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo("request not readable"));

        agent.assertNothingSent();
        assertThat(agent.events()).containsExactly("scope.violation");
    }

    @Test
    void aResponseIsGuardedAsAChatIs() {
        agent.provider.answers((request, wire) -> wire.json(200, """
                {"id": "r-1", "object": "response", "created_at": 1, "model": "gpt-4o-mini", "status": "completed",
                 "error": null, "incomplete_details": null, "instructions": null, "metadata": {}, "temperature": 1,
                 "top_p": 1, "tool_choice": "auto", "tools": [], "parallel_tool_calls": true,
                 "output": [{"type": "function_call", "id": "f-1", "call_id": "f-1", "name": "refund",
                             "arguments": "{}", "status": "completed"}],
                 "usage": {"input_tokens": 40, "output_tokens": 10, "total_tokens": 50,
                           "input_tokens_details": {"cached_tokens": 0},
                           "output_tokens_details": {"reasoning_tokens": 0}}}
                """));

        Response answer = client.responses()
                .create(ResponseCreateParams.builder()
                        .model("gpt-4o-mini")
                        .input(PROMPT)
                        .build());

        assertThat(answer.output()).hasSize(1);
        assertThat(agent.events("metadata_json ->> 'endpoint'", "metadata_json ->> 'tool_calls'"))
                .containsExactly("llm.call|responses", "llm.result|[\"refund\"]");
        assertThat(agent.spent().sessionTokens()).isEqualTo(50);
    }

    @Test
    void aResponseThatLeavesTheModelToTheProviderIsRefused() {
        assertThatThrownBy(() -> client.responses()
                        .create(ResponseCreateParams.builder().input(PROMPT).build()))
                .isInstanceOfSatisfying(
                        ScopeViolationException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo("model not whitelisted"));

        agent.assertNothingSent();
    }

    /** It answers before it is done, and what it used is told to whoever asks later. */
    @Test
    void aResponseInTheBackgroundMustBeAllowedAndIsBookedAsProjected() {
        ResponseCreateParams request = ResponseCreateParams.builder()
                .model("gpt-4o-mini")
                .input(PROMPT)
                .maxOutputTokens(200)
                .background(true)
                .build();

        assertThatThrownBy(() -> client.responses().create(request))
                .isInstanceOfSatisfying(
                        ScopeViolationException.class,
                        refusal -> assertThat(refusal.target()).isEqualTo("tool background"));
        agent.assertNothingSent();

        GOVERNANCE
                .scope()
                .register(ScopePolicy.of(agent.id).allowModels("gpt-4o-mini").allowTools("background"));
        agent.provider.answers((sent, wire) -> wire.json(200, """
                {"id": "r-1", "object": "response", "created_at": 1, "model": "gpt-4o-mini", "status": "queued",
                 "background": true, "error": null, "output": [], "usage": null}
                """));

        assertThat(client.responses().create(request).id()).isEqualTo("r-1");
        assertThat(agent.events("metadata_json ->> 'tools'", "metadata_json ->> 'estimated'"))
                .containsExactly("scope.violation", "llm.call|[\"background\"]", "llm.result|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    @Test
    void embeddingsAreBookedWithWhatTheyRead() {
        GOVERNANCE.scope().register(ScopePolicy.of(agent.id).allowModels("gpt-4o-mini"));
        agent.provider.answers((request, wire) -> wire.json(200, """
                {"object": "list", "model": "gpt-4o-mini", "data": [{"object": "embedding", "index": 0,
                 "embedding": [0.5]}], "usage": {"prompt_tokens": 8, "total_tokens": 8}}
                """));

        client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("gpt-4o-mini")
                        .input(PROMPT)
                        .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                        .build());

        assertThat(agent.spent().sessionTokens()).isEqualTo(8);
    }

    @Test
    void whatChangesSomethingElseMustBeListedAsAnApi() {
        assertThatThrownBy(() -> client.chat().completions().delete("c-1"))
                .isInstanceOfSatisfying(ScopeViolationException.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo("api not whitelisted");
                    assertThat(refusal.target())
                            .isEqualTo("api DELETE " + agent.provider.url() + "/v1/chat/completions/c-1");
                });
        agent.assertNothingSent();

        GOVERNANCE
                .scope()
                .register(ScopePolicy.of(agent.id)
                        .allowApis("DELETE " + agent.provider.url() + "/v1/chat/completions/*"));
        agent.provider.answers((request, wire) ->
                wire.json(200, "{\"id\": \"c-1\", \"object\": \"chat.completion.deleted\", \"deleted\": true}"));

        assertThat(client.chat().completions().delete("c-1").deleted()).isTrue();
    }

    @Test
    void readingIsFreeUntilAHalt() {
        agent.provider.answers((request, wire) -> wire.json(200, "{\"object\": \"list\", \"data\": []}"));

        assertThat(client.models().list().items()).isEmpty();
        agent.halt();

        assertThatThrownBy(() -> client.models().list()).isInstanceOf(AgentHaltedException.class);
        assertThat(agent.provider.connections()).isEqualTo(1);
    }

    @Test
    void closingTheGuardedClientLeavesTheOtherOpen() {
        OpenAIClient plain = unguarded();
        agent.provider.answers((request, wire) -> wire.json(200, COMPLETION));

        GovernedOpenAI.wrapOpenAI(plain, GOVERNANCE, agent.options()).close();

        assertThat(plain.chat().completions().create(chat().build()).id()).isEqualTo("c-1");
    }

    @Test
    @SuppressWarnings("try") // a scope is opened for what it does
    void aSessionInForceIsJoinedWhereNoneIsGiven() {
        OpenAIClient guarded = GovernedOpenAI.wrapOpenAI(unguarded(), GOVERNANCE, WrapOptions.of(agent.id));
        agent.provider.answers((request, wire) -> wire.json(200, COMPLETION));

        try (AuditContext.Scope scope = GOVERNANCE.audit().session(agent.session)) {
            guarded.chat().completions().create(chat().build());
        }

        assertThat(agent.events()).containsExactly("llm.call", "llm.result");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }
}
