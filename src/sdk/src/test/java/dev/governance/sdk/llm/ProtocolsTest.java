package dev.governance.sdk.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers and those that imitate them say about usage. */
class ProtocolsTest {
    private final OpenAIProtocol openai = new OpenAIProtocol();
    private final AnthropicProtocol anthropic = new AnthropicProtocol();

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1/chat/completions, chat.completions",
        "https://x.openai.azure.com/openai/deployments/d/chat/completions, chat.completions",
        "https://api.openai.com/v1/completions, completions",
        "https://api.openai.com/v1/responses, responses",
        "https://api.openai.com/v1/embeddings, embeddings",
        "https://api.openai.com/v1/responses/r-1/cancel,",
        "https://api.openai.com/v1/images/generations,",
        "https://api.openai.com/v1/chat/completions/,"
    })
    void aPathSaysWhatIsCalled(String path, String endpoint) {
        assertThat(openai.endpoint(path).orElse(null)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'max_tokens': 5} | 5",
                "{'max_tokens': 5, 'max_completion_tokens': 7} | 7",
                "{'max_output_tokens': 9} | 9",
                "{'max_tokens': 5, 'n': 3} | 15",
                "{'max_tokens': 5, 'n': -3} | 5",
                "{'max_tokens': 0} |",
                "{'max_tokens': -1} |",
                "{'max_tokens': 'many'} |",
                "{'max_tokens': 9223372036854775807} |",
                "{} |"
            })
    void theMostThatMayComeOutIsWhatTheRequestSays(String request, Long limit) {
        assertThat(openai.outputLimit("chat.completions", json(request))).isEqualTo(limit);
    }

    @Test
    void usageInEveryChunkIsOnlyWhatIsKnownSoFar() {
        StreamReading reading = openai.stream(false);

        reading.take(json(
                "{'choices': [{'finish_reason': null}], 'usage':" + " {'prompt_tokens': 10, 'completion_tokens': 1}}"));

        assertThat(reading.usage()).isNull();
        assertThat(reading.atLeast()).isEqualTo(TokenUsage.of(10, 1));
        reading.take(json("{'choices': [{'finish_reason': 'stop'}], 'usage':"
                + " {'prompt_tokens': 10, 'completion_tokens': 6}}"));
        assertThat(reading.usage()).isEqualTo(TokenUsage.of(10, 6));
    }

    @Test
    void onlyTheEventThatTellsNothingButUsageIsHidden() {
        StreamReading hiding = openai.stream(true);

        assertThat(hiding.take(json("{'choices': [], 'prompt_filter_results': []}")))
                .isTrue();
        assertThat(hiding.take(json("{'choices': [{'finish_reason': 'stop'}], 'usage':"
                        + " {'prompt_tokens': 10, 'completion_tokens': 6}}")))
                .isTrue();
        assertThat(hiding.take(json("{'choices': [], 'usage': {'prompt_tokens': 10, 'completion_tokens': 6}}")))
                .isFalse();
        assertThat(openai.stream(false)
                        .take(json("{'choices': [], 'usage': {'prompt_tokens': 10, 'completion_tokens': 6}}")))
                .isTrue();
    }

    @Test
    void aResponseThatFailedTellsItsUsageToo() {
        StreamReading reading = openai.stream(false);

        reading.take(json("{'type': 'response.created', 'response': {'usage': null}}"));
        assertThat(reading.usage()).isNull();
        reading.take(
                json("{'type': 'response.failed', 'response': {'usage': {'input_tokens': 4, 'output_tokens': 2}}}"));

        assertThat(reading.usage()).isEqualTo(TokenUsage.of(4, 2));
    }

    @Test
    void aMessagesLastDeltaMayRepeatThePrompt() {
        StreamReading reading = anthropic.stream(false);

        reading.take(json("{'type': 'message_start', 'message': {'usage': {'input_tokens': 10, 'output_tokens': 1,"
                + " 'cache_read_input_tokens': 100}}}"));
        assertThat(reading.atLeast()).isEqualTo(new TokenUsage(110, 1, 20));
        reading.take(json("{'type': 'message_delta', 'delta': {'stop_reason': null}, 'usage': {'output_tokens': 5}}"));
        assertThat(reading.usage()).isNull();
        assertThat(reading.atLeast()).isEqualTo(new TokenUsage(110, 5, 20));
        reading.take(json("{'type': 'message_delta', 'delta': {'stop_reason': 'end_turn'}, 'usage':"
                + " {'input_tokens': 30, 'output_tokens': 9, 'cache_read_input_tokens': 100}}"));

        assertThat(reading.usage()).isEqualTo(new TokenUsage(130, 9, 40));
    }

    @Test
    void toolsOfAStreamAreCollectedUpToALimit() {
        StreamReading reading = anthropic.stream(false);

        for (int i = 0; i < 1_000; i++) {
            reading.take(json(
                    "{'type': 'content_block_start', 'content_block': {'type': 'tool_use', 'name': 't" + i + "'}}"));
        }

        assertThat(reading.toolCalls()).hasSize(64).startsWith("t0", "t1");
    }
}
