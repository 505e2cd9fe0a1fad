package dev.governance.sdk;

import static dev.governance.sdk.ModelAgent.KEY;
import static dev.governance.sdk.ModelAgent.PROMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.errors.OpenAIIoException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.BudgetExceededException;
import dev.governance.sdk.openai.GovernedOpenAI;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The official client where nobody waits. */
class OpenAIAsyncDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();

    private final ModelAgent agent = new ModelAgent(DATABASE, GOVERNANCE, "gpt-4o-mini");
    private final OpenAIClientAsync client = GovernedOpenAI.wrapOpenAI(
            OpenAIOkHttpClientAsync.builder()
                    .apiKey(KEY)
                    .baseUrl(agent.provider.url() + "/v1")
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

    private static ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .maxCompletionTokens(200)
                .addUserMessage(PROMPT)
                .build();
    }

    private CompletableFuture<ChatCompletion> call() {
        return client.chat().completions().create(chat());
    }

    private static Throwable problem(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    @Test
    void anAllowedCallIsAnsweredAndBooked() {
        agent.provider.answers((request, wire) -> wire.json(200, OpenAIDatabaseTest.COMPLETION));

        ChatCompletion answer = call().join();

        assertThat(answer.id()).isEqualTo("c-1");
        assertThat(agent.events()).containsExactly("llm.call", "llm.result");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void aRefusalComesThroughTheFutureAndSendsNothing() {
        agent.halt();

        assertThat(problem(call())).isInstanceOf(AgentHaltedException.class);

        agent.assertNothingSent();
    }

    @Test
    void aPassedBudgetComesThroughTheFutureAndSendsNothing() {
        GOVERNANCE.cost().track(new Usage(agent.id, agent.session, BigDecimal.ZERO, 99_900, null));

        assertThat(problem(call())).isInstanceOf(BudgetExceededException.class);

        assertThat(agent.provider.connections()).isZero();
    }

    @Test
    void callsThatAreUnderWayCannotPassABudgetTogether() {
        GOVERNANCE.cost().register(Budget.of(agent.id).perSessionTokens(1_000));
        CountDownLatch asked = new CountDownLatch(1);
        StubProvider.Answer slow = (request, wire) -> {
            asked.await();
            wire.json(200, OpenAIDatabaseTest.COMPLETION.replace("900", "100"));
        };
        agent.provider.answers(slow, slow, slow, slow, slow);
        List<CompletableFuture<ChatCompletion>> calls =
                Stream.generate(this::call).limit(12).toList();

        // Each is projected to use 200 and its prompt; four of them are below a thousand, five are not.
        assertThat(SdkDatabase.eventually(() -> calls.stream()
                                .filter(CompletableFuture::isCompletedExceptionally)
                                .count()
                        == 8))
                .isTrue();
        asked.countDown();

        calls.forEach(call -> assertThat(problem(call))
                .satisfiesAnyOf(
                        problem -> assertThat(problem).isNull(),
                        problem -> assertThat(problem).isInstanceOf(BudgetExceededException.class)));
        assertThat(agent.provider.connections()).isEqualTo(4);
        assertThat(agent.spent().sessionTokens()).isEqualTo(800);
        agent.assertNothingHeld();
    }

    @Test
    void eachAttemptIsGuarded() {
        agent.provider.answers((request, wire) -> wire.json(429, "{}", "Retry-After-Ms: 1"), (request, wire) -> {
            agent.halt();
            wire.json(500, "{}", "Retry-After-Ms: 1");
        });

        assertThat(problem(call())).isInstanceOf(AgentHaltedException.class);

        assertThat(agent.provider.connections()).isEqualTo(2);
        assertThat(agent.events()).containsExactly("llm.call", "llm.error", "llm.call", "llm.error");
        agent.assertNothingSpent();
    }

    @Test
    void aCancelledCallIsBookedOnceWithWhatItUsed() {
        CountDownLatch cancelled = new CountDownLatch(1);
        agent.provider.answers((request, wire) -> {
            cancelled.await();
            wire.json(200, OpenAIDatabaseTest.COMPLETION);
        });
        CompletableFuture<ChatCompletion> call = call();
        assertThat(agent.eventsOnceThere(1)).containsExactly("llm.call");

        call.cancel(true);
        cancelled.countDown();

        assertThat(agent.eventsOnceThere(2, "metadata_json ->> 'estimated'"))
                .containsExactly("llm.call", "llm.result|false");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void aCancelledCallWithoutAnAnswerIsBookedAsProjected() {
        CountDownLatch cancelled = new CountDownLatch(1);
        agent.provider.answers((request, wire) -> {
            cancelled.await();
            wire.cut();
        });
        CompletableFuture<ChatCompletion> call = client.withOptions(options -> options.maxRetries(0))
                .chat()
                .completions()
                .create(chat());
        assertThat(agent.eventsOnceThere(1)).containsExactly("llm.call");

        call.cancel(true);
        cancelled.countDown();

        assertThat(agent.eventsOnceThere(2, "metadata_json ->> 'estimated'"))
                .containsExactly("llm.call", "llm.error|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    @Test
    void aStreamIsCutByAHalt() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch halted = new CountDownLatch(1);
        agent.provider.answers((request, wire) -> {
            wire.stream();
            wire.event(chunk("part 1"));
            halted.await();
            wire.event(chunk("part 2"));
            wire.isLeft();
        });
        AtomicInteger chunks = new AtomicInteger();
        AsyncStreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(chat())
                .subscribe(chunk -> {
                    chunks.incrementAndGet();
                    started.countDown();
                });

        assertThat(SdkDatabase.eventually(() -> started.getCount() == 0)).isTrue();
        agent.halt();
        halted.countDown();

        assertThat(problem(stream.onCompleteFuture())).isInstanceOf(AgentHaltedException.class);
        assertThat(chunks).hasValue(1);
        assertThat(agent.events("metadata_json ->> 'ended'")).endsWith("llm.result.reconciled|halted");
    }

    @Test
    void aStreamThatIsClosedBeforeItsEndIsBooked() {
        CountDownLatch started = new CountDownLatch(1);
        agent.provider.answers((request, wire) -> {
            wire.stream();
            while (true) { // until the client is gone
                wire.event(chunk("part"));
            }
        });
        AsyncStreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat()).subscribe(chunk -> started.countDown());
        assertThat(SdkDatabase.eventually(() -> started.getCount() == 0)).isTrue();

        stream.close();

        assertThat(agent.eventsOnceThere(3, "metadata_json ->> 'ended'", "metadata_json ->> 'estimated'"))
                .endsWith("llm.result.reconciled|closed|true");
        assertThat(agent.spent().sessionTokens()).isGreaterThan(200);
    }

    @Test
    void aTornStreamIsBooked() {
        agent.provider.answers((request, wire) -> {
            wire.stream();
            wire.event(chunk("part 1"));
            wire.cut();
        });

        AsyncStreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat()).subscribe(chunk -> {});

        assertThat(problem(stream.onCompleteFuture())).isInstanceOf(OpenAIIoException.class);
        assertThat(agent.events("metadata_json ->> 'ended'")).endsWith("llm.result.reconciled|failed");
    }

    @Test
    void anExecutorThatTakesNoMoreWorkRefusesTheCall() {
        OpenAIClientAsync guarded = GovernedOpenAI.wrapOpenAI(
                OpenAIOkHttpClientAsync.builder()
                        .apiKey(KEY)
                        .baseUrl(agent.provider.url() + "/v1")
                        .build(),
                GOVERNANCE,
                agent.options().executor(work -> {
                    throw new RejectedExecutionException("full");
                }));

        assertThat(problem(CompletableFuture.completedFuture(0)
                        .thenCompose(start -> guarded.chat().completions().create(chat()))))
                .isInstanceOf(RejectedExecutionException.class);

        agent.assertNothingSent();
    }

    @Test
    void anExecutorThatTakesNoMoreWorkMeanwhileLosesNoEntry() {
        AtomicInteger tasks = new AtomicInteger();
        OpenAIClientAsync guarded = GovernedOpenAI.wrapOpenAI(
                OpenAIOkHttpClientAsync.builder()
                        .apiKey(KEY)
                        .baseUrl(agent.provider.url() + "/v1")
                        .build(),
                GOVERNANCE,
                agent.options().executor(work -> {
                    if (tasks.incrementAndGet() > 1) {
                        throw new RejectedExecutionException("full");
                    }
                    work.run();
                }));
        agent.provider.answers((request, wire) -> wire.json(200, OpenAIDatabaseTest.COMPLETION));

        assertThat(guarded.chat().completions().create(chat()).join().id()).isEqualTo("c-1");

        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
        assertThat(List.of(tasks.get())).containsExactly(2);
    }

    private static String chunk(String text) {
        return "data: {\"id\": \"c-1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\":"
                + " \"gpt-4o-mini\", \"choices\": [{\"index\": 0, \"finish_reason\": null, \"delta\":"
                + " {\"content\": \"" + text + "\"}}]}\n\n";
    }
}
