package dev.governance.sdk;

import static dev.governance.sdk.ModelAgent.KEY;
import static dev.governance.sdk.ModelAgent.PROMPT;
import static dev.governance.sdk.SdkDatabase.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.governance.sdk.anthropic.GovernedAnthropic;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.HaltUnknownException;
import dev.governance.sdk.langchain4j.GovernedChatModel;
import dev.governance.sdk.openai.GovernedOpenAI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to a model, halted in the manner of every era, and without a database. */
class WrappedHaltDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final AtomicReference<DataSource> SOURCE = new AtomicReference<>(DATABASE.dataSource());
    private static final Governance GOVERNANCE = SdkDatabase.governance(Connections.changing(SOURCE));

    /** Asks a model, however, and waits for the answer. */
    enum Path {
        OPENAI_CHAT {
            @Override
            void ask(ModelAgent agent) {
                openai(agent).chat().completions().create(chat());
            }
        },
        OPENAI_CHAT_STREAM {
            @Override
            void ask(ModelAgent agent) {
                try (var stream = openai(agent).chat().completions().createStreaming(chat())) {
                    stream.stream().forEach(chunk -> {});
                }
            }
        },
        OPENAI_CHAT_ASYNC {
            @Override
            void ask(ModelAgent agent) {
                openai(agent).async().chat().completions().create(chat()).join();
            }
        },
        OPENAI_RESPONSES {
            @Override
            void ask(ModelAgent agent) {
                openai(agent)
                        .responses()
                        .create(ResponseCreateParams.builder()
                                .model("gpt-4o-mini")
                                .input(PROMPT)
                                .build());
            }
        },
        OPENAI_MODELS {
            @Override
            void ask(ModelAgent agent) {
                openai(agent).models().list();
            }
        },
        ANTHROPIC_MESSAGES {
            @Override
            void ask(ModelAgent agent) {
                anthropic(agent).messages().create(message());
            }
        },
        ANTHROPIC_MESSAGES_STREAM {
            @Override
            void ask(ModelAgent agent) {
                try (var stream = anthropic(agent).messages().createStreaming(message())) {
                    stream.stream().forEach(event -> {});
                }
            }
        },
        ANTHROPIC_MESSAGES_ASYNC {
            @Override
            void ask(ModelAgent agent) {
                anthropic(agent).async().messages().create(message()).join();
            }
        },
        LANGCHAIN4J_CHAT {
            @Override
            void ask(ModelAgent agent) {
                GovernedChatModel.wrapChatModel(
                                new LoopbackModel(agent.provider.url(), "gpt-4o-mini"), GOVERNANCE, agent.options())
                        .chat(PROMPT);
            }
        };

        abstract void ask(ModelAgent agent);

        private static OpenAIClient openai(ModelAgent agent) {
            return GovernedOpenAI.wrapOpenAI(
                    OpenAIOkHttpClient.builder()
                            .apiKey(KEY)
                            .baseUrl(agent.provider.url() + "/v1")
                            .build(),
                    GOVERNANCE,
                    agent.options());
        }

        private static AnthropicClient anthropic(ModelAgent agent) {
            return GovernedAnthropic.wrapAnthropic(
                    AnthropicOkHttpClient.builder()
                            .apiKey(KEY)
                            .baseUrl(agent.provider.url())
                            .build(),
                    GOVERNANCE,
                    agent.options());
        }

        private static ChatCompletionCreateParams chat() {
            return ChatCompletionCreateParams.builder()
                    .model("gpt-4o-mini")
                    .addUserMessage(PROMPT)
                    .build();
        }

        private static MessageCreateParams message() {
            return MessageCreateParams.builder()
                    .model("claude-sonnet-4-6")
                    .maxTokens(20)
                    .addUserMessage(PROMPT)
                    .build();
        }
    }

    /** How consoles halt, as {@link HaltDatabaseTest.Era} has it. */
    enum Era {
        COLUMNS("halted_by = 'operator-2', halted_at = now()"),
        HALTED_KEYS("metadata_json = '{\"_halted_by\": \"operator-2\"}'"),
        KILLED_KEYS("metadata_json = '{\"_killed_by\": \"operator-2\"}'");

        private final String assignments;

        Era(String assignments) {
            this.assignments = assignments;
        }
    }

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private static Stream<Arguments> everyCell() {
        return Stream.of(Path.values()).flatMap(path -> Stream.of(Era.values()).map(era -> Arguments.of(path, era)));
    }

    private static Throwable problem(Path path, ModelAgent agent) {
        Throwable thrown = catchThrowable(() -> path.ask(agent));
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    @ParameterizedTest
    @MethodSource("everyCell")
    void aHaltStopsEveryWayToAModelBeforeAByteIsSent(Path path, Era era) {
        try (ModelAgent agent = new ModelAgent(DATABASE, GOVERNANCE, "gpt-4o-mini", "claude-sonnet-4-6")) {
            GOVERNANCE.presence().heartbeat(Heartbeat.of(agent.id));

            DATABASE.execute(
                    "update governance_agent_presence set " + era.assignments + " where agent_id = ?", agent.id);
            assertThat(eventually(() -> catchThrowable(() -> GOVERNANCE.assertNotHalted(agent.id)) != null))
                    .isTrue();

            assertThat(problem(path, agent))
                    .isInstanceOfSatisfying(
                            AgentHaltedException.class,
                            halted -> assertThat(halted.haltedBy()).isEqualTo("operator-2"));
            agent.assertNothingSent();
        }
    }

    @Test
    void withoutADatabaseNoWayIsOpen() {
        try (ModelAgent agent = new ModelAgent(DATABASE, GOVERNANCE, "gpt-4o-mini", "claude-sonnet-4-6")) {
            SOURCE.set(SdkDatabase.nowhere());
            DATABASE.cutConnections();
            assertThat(eventually(() ->
                            catchThrowable(() -> GOVERNANCE.assertNotHalted(agent.id)) instanceof HaltUnknownException))
                    .isTrue();

            List<Throwable> problems =
                    Stream.of(Path.values()).map(path -> problem(path, agent)).toList();

            SOURCE.set(DATABASE.dataSource());
            assertThat(eventually(() -> catchThrowable(() -> GOVERNANCE.assertNotHalted(agent.id)) == null))
                    .isTrue();
            assertThat(problems).hasOnlyElementsOfType(HaltUnknownException.class);
            agent.assertNothingSent();
        }
    }
}
