package dev.governance.sdk;

import static dev.governance.sdk.ModelAgent.KEY;
import static dev.governance.sdk.ModelAgent.PROMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIIoException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.openai.GovernedOpenAI;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of the official client, whole and broken. */
class OpenAIStreamDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();

    private static final String USAGE = "data: {\"id\": \"c-1\", \"object\": \"chat.completion.chunk\", \"created\": 1,"
            + " \"model\": \"gpt-4o-mini\", \"choices\": [],"
            + " \"usage\": {\"prompt_tokens\": 900, \"completion_tokens\": 100, \"total_tokens\": 1000}}\n\n";

    private static final String DONE = "data: [DONE]\n\n";

    private final ModelAgent agent = new ModelAgent(DATABASE, GOVERNANCE, "gpt-4o-mini");
    private final OpenAIClient client = GovernedOpenAI.wrapOpenAI(
            OpenAIOkHttpClient.builder()
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

    private static String chunk(String text) {
        return "data: {\"id\": \"c-1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\":"
                + " \"gpt-4o-mini\", \"usage\": null, \"choices\": [{\"index\": 0, \"finish_reason\": null, \"delta\":"
                + " {\"content\": \"" + text + "\"}}]}\n\n";
    }

    private static void chunks(StubProvider.Wire wire, int number) throws IOException {
        wire.stream();
        for (int i = 1; i <= number; i++) {
            wire.event(chunk("part " + i));
        }
    }

    @MustBeClosed
    private StreamResponse<ChatCompletionChunk> stream() {
        return client.chat().completions().createStreaming(chat().build());
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .maxCompletionTokens(200)
                .addUserMessage(PROMPT);
    }

    private static String text(ChatCompletionChunk chunk) {
        return chunk.choices().get(0).delta().content().orElseThrow();
    }

    private List<String> reconciled() {
        return agent.events(
                "metadata_json ->> 'ended'",
                "metadata_json ->> 'reconciliation_source'",
                "metadata_json ->> 'estimated'");
    }

    @Test
    void aWholeStreamIsBookedWithWhatTheProviderTellsAtItsEnd() {
        agent.provider.answers((request, wire) -> {
            chunks(wire, 3);
            wire.event(USAGE);
            wire.event(DONE);
            wire.end();
        });

        List<String> texts;
        try (StreamResponse<ChatCompletionChunk> stream = stream()) {
            texts = stream.stream().map(OpenAIStreamDatabaseTest::text).toList();
        }

        // The usage was asked for by the guard, so the event that tells it is the guard's as well.
        assertThat(texts).containsExactly("part 1", "part 2", "part 3");
        assertThat(agent.provider.received().get(0).body()).contains("\"include_usage\":true");
        assertThat(reconciled())
                .containsExactly("llm.call", "llm.result", "llm.result.reconciled|complete|provider_final|false");
        assertThat(agent.events(
                        "metadata_json ->> 'reconciliation'",
                        "metadata_json ->> 'actual_tokens'",
                        "metadata_json ->> 'actual_usd'"))
                .containsExactly("llm.call", "llm.result|pending", "llm.result.reconciled|1000|0.000195");
        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
        agent.assertNoSecretsInTheLog();
    }

    @Test
    void aHostThatAsksForTheUsageItselfGetsIt() {
        agent.provider.answers((request, wire) -> {
            chunks(wire, 1);
            wire.event(USAGE);
            wire.event(DONE);
            wire.end();
        });

        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(chat().streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            assertThat(stream.stream().filter(chunk -> chunk.usage().isPresent()))
                    .hasSize(1);
        }

        assertThat(agent.spent().sessionTokens()).isEqualTo(1_000);
    }

    @Test
    void aHostThatForbidsTheUsageIsBookedAsProjected() {
        agent.provider.answers((request, wire) -> {
            chunks(wire, 1);
            wire.event(DONE);
            wire.end();
        });

        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(chat().streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(false)
                                .build())
                        .build())) {
            assertThat(stream.stream()).hasSize(1);
        }

        assertThat(agent.provider.received().get(0).body()).contains("\"include_usage\":false");
        assertThat(reconciled()).endsWith("llm.result.reconciled|complete|chunk_estimate|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    @Test
    void aChunkIsHandedOnBeforeTheNextOneIsThere() {
        CountDownLatch seen = new CountDownLatch(1);
        agent.provider.answers((request, wire) -> {
            chunks(wire, 1);
            seen.await();
            wire.event(chunk("part 2"));
            wire.event(USAGE);
            wire.event(DONE);
            wire.end();
        });

        try (StreamResponse<ChatCompletionChunk> stream = stream()) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            assertThat(text(chunks.next())).isEqualTo("part 1");
            seen.countDown();
            assertThat(text(chunks.next())).isEqualTo("part 2");
            assertThat(chunks.hasNext()).isFalse();
        }
    }

    @Test
    void aHaltCutsAStreamAtTheNextChunkHoweverMuchIsThere() throws Exception {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        agent.provider.answers((request, wire) -> {
            chunks(wire, 50);
            left.complete(wire.isLeft());
        });

        List<String> texts = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream = stream()) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            for (int i = 0; i < 6; i++) {
                texts.add(text(chunks.next()));
            }
            agent.halt();
            assertThatThrownBy(() -> {
                        while (chunks.hasNext()) {
                            texts.add(text(chunks.next()));
                        }
                    })
                    .isInstanceOf(AgentHaltedException.class);
        }

        assertThat(texts).hasSize(6);
        assertThat(left.get()).isTrue(); // the connection, too
        assertThat(reconciled()).endsWith("llm.result.reconciled|halted|chunk_estimate|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    /** A response in the background is read by a request that calls no model. */
    @Test
    void aHaltCutsAStreamThatIsReadAgainToo() throws Exception {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        agent.provider.answers((request, wire) -> {
            wire.stream();
            for (int i = 1; i <= 50; i++) {
                wire.event("event: response.output_text.delta\ndata: {\"type\": \"response.output_text.delta\","
                        + " \"item_id\": \"m-1\", \"output_index\": 0, \"content_index\": 0, \"delta\": \"part\","
                        + " \"sequence_number\": " + i + ", \"logprobs\": []}\n\n");
            }
            left.complete(wire.isLeft());
        });

        List<ResponseStreamEvent> parts = new ArrayList<>();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().retrieveStreaming("r-1")) {
            Iterator<ResponseStreamEvent> events = stream.stream().iterator();
            for (int i = 0; i < 6; i++) {
                parts.add(events.next());
            }
            agent.halt();
            assertThatThrownBy(() -> {
                        while (events.hasNext()) {
                            parts.add(events.next());
                        }
                    })
                    .isInstanceOf(AgentHaltedException.class);
        }

        assertThat(parts).hasSize(6);
        assertThat(left.get()).isTrue();
        assertThat(agent.provider.received().get(0).line()).startsWith("GET /v1/responses/r-1?stream=true");
        assertThat(agent.events()).isEmpty();
    }

    @Test
    void aStreamHoldsItsPartOfTheBudgetForAsLongAsItLasts() {
        CountDownLatch half = new CountDownLatch(1);
        agent.provider.answers((request, wire) -> {
            chunks(wire, 1);
            half.await();
            wire.event(chunk("part 2"));
            wire.event(USAGE);
            wire.event(DONE);
            wire.end();
        });
        OpenAIClient brief = GovernedOpenAI.wrapOpenAI(
                OpenAIOkHttpClient.builder()
                        .apiKey(KEY)
                        .baseUrl(agent.provider.url() + "/v1")
                        .build(),
                GOVERNANCE,
                agent.options().longestCall(Duration.ofSeconds(4)));

        try (StreamResponse<ChatCompletionChunk> stream =
                brief.chat().completions().createStreaming(chat().build())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            assertThat(text(chunks.next())).isEqualTo("part 1");
            assertThat(held("expires_at - reserved_at")).containsExactly("00:00:04");
            assertThat(SdkDatabase.eventually(() ->
                            held("now() > reserved_at + interval '3 seconds'").equals(List.of("t"))))
                    .isTrue();
            half.countDown();
            assertThat(text(chunks.next())).isEqualTo("part 2");
            assertThat(held("expires_at > reserved_at + interval '6 seconds'")).containsExactly("t");
            assertThat(chunks.hasNext()).isFalse();
        }

        agent.assertNothingHeld();
    }

    private List<String> held(String column) {
        return DATABASE.list(
                "select " + column + " from governance_console.budget_reservations"
                        + " where agent_id = ? and outcome is null",
                agent.id);
    }

    @Test
    void aTornStreamIsBookedWithEightTokensAChunkWhenThatIsMoreThanProjected() {
        agent.provider.answers((request, wire) -> {
            chunks(wire, 50);
            wire.cut();
        });

        assertThatThrownBy(() -> {
                    try (StreamResponse<ChatCompletionChunk> stream = stream()) {
                        stream.stream().forEach(chunk -> {});
                    }
                })
                .isInstanceOf(OpenAIIoException.class);

        assertThat(reconciled()).endsWith("llm.result.reconciled|failed|chunk_estimate|true");
        assertThat(agent.events("metadata_json ->> 'chunks'")).endsWith("llm.result.reconciled|50");
        assertThat(agent.spent().sessionTokens()).isBetween(401L, 500L);
        assertThat(agent.provider.connections()).isEqualTo(1);
    }

    @Test
    void aStreamThatTheHostAbandonsIsBookedAsProjected() throws Exception {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        agent.provider.answers((request, wire) -> {
            chunks(wire, 2);
            left.complete(wire.isLeft());
        });

        try (StreamResponse<ChatCompletionChunk> stream = stream()) {
            stream.stream().iterator().next();
        }

        assertThat(left.get()).isTrue();
        assertThat(reconciled()).endsWith("llm.result.reconciled|closed|chunk_estimate|true");
        assertThat(agent.spent().sessionTokens()).isBetween(201L, 300L);
    }

    @Test
    void aStreamThatNobodyReadsIsBookedWhenItIsClosed() {
        agent.provider.answers((request, wire) -> {
            chunks(wire, 2);
            wire.isLeft();
        });

        try (StreamResponse<ChatCompletionChunk> stream = stream()) {
            assertThat(stream).isNotNull();
        }

        assertThat(reconciled()).endsWith("llm.result.reconciled|closed|chunk_estimate|true");
    }

    @Test
    void aStreamThatIsForgottenIsBookedOnceItsGarbageIsCollected() {
        agent.provider.answers((request, wire) -> {
            chunks(wire, 2);
            wire.isLeft();
        });

        forget();

        assertThat(SdkDatabase.eventually(() -> {
                    System.gc();
                    return agent.events().size() == 3;
                }))
                .isTrue();
        assertThat(reconciled()).endsWith("llm.result.reconciled|closed|chunk_estimate|true");
        agent.assertNothingHeld();
    }

    @SuppressWarnings("MustBeClosed") // that is what is tried
    private void forget() {
        assertThat(stream()).isNotNull();
    }

    @Test
    void anErrorInPlaceOfAStreamIsAnErrorAndCostsNothing() {
        OpenAIClient once = client.withOptions(options -> options.maxRetries(0));
        agent.provider.answers((request, wire) -> wire.json(429, "{\"error\": {\"message\": \"slow down\"}}"));

        assertThatThrownBy(() -> once.chat().completions().createStreaming(chat().build()))
                .hasMessageContaining("slow down");

        assertThat(agent.events("metadata_json ->> 'status'")).containsExactly("llm.call", "llm.error|429");
        agent.assertNothingSpent();
    }

    @Test
    void aStreamOfToolCallsTellsWhichToolsTheModelWants() {
        agent.provider.answers((request, wire) -> {
            wire.stream();
            wire.event("data: {\"id\": \"c-1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\":"
                    + " \"gpt-4o-mini\", \"choices\": [{\"index\": 0, \"finish_reason\": null, \"delta\":"
                    + " {\"tool_calls\": [{\"index\": 0, \"id\": \"t-1\", \"type\": \"function\", \"function\":"
                    + " {\"name\": \"refund\", \"arguments\": \"\"}}]}}]}\n\n");
            wire.event(USAGE);
            wire.event(DONE);
            wire.end();
        });

        try (StreamResponse<ChatCompletionChunk> stream = stream()) {
            assertThat(stream.stream()).hasSize(1);
        }

        assertThat(agent.events("metadata_json ->> 'tool_calls'")).endsWith("llm.result.reconciled|[\"refund\"]");
    }

    @Test
    void aStreamOfAResponseIsBookedByItsLastEvent() {
        agent.provider.answers((request, wire) -> {
            wire.stream();
            wire.event("event: response.output_text.delta\ndata: {\"type\": \"response.output_text.delta\","
                    + " \"item_id\": \"m-1\", \"output_index\": 0, \"content_index\": 0, \"delta\": \"part\","
                    + " \"sequence_number\": 1, \"logprobs\": []}\n\n");
            wire.event("event: response.completed\r\ndata: {\"type\": \"response.completed\", \"sequence_number\": 2,"
                    + " \"response\": {\"id\": \"r-1\", \"object\": \"response\", \"created_at\": 1, \"model\":"
                    + " \"gpt-4o-mini\", \"status\": \"completed\", \"output\": [], \"usage\": {\"input_tokens\": 40,"
                    + " \"output_tokens\": 10, \"total_tokens\": 50}}}\r\n\r\n");
            wire.end();
        });

        try (StreamResponse<ResponseStreamEvent> stream = client.responses()
                .createStreaming(ResponseCreateParams.builder()
                        .model("gpt-4o-mini")
                        .input(PROMPT)
                        .build())) {
            assertThat(stream.stream()).hasSize(2);
        }

        assertThat(reconciled()).endsWith("llm.result.reconciled|complete|provider_final|false");
        assertThat(agent.spent().sessionTokens()).isEqualTo(50);
        assertThat(agent.provider.received().get(0).body()).doesNotContain("include_usage");
    }
}
