package dev.governance.console.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownJsonTest {
    private record Letter(ShownJson metadata, String after) {}

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\": 1.50, \"é\":\"\\ud83d\\ude00 \\n </script>\"}", "[]", "null", "\"text\"", "1E+400"})
    void isWrittenAsItWasRead(String text) {
        Letter letter = new Letter(ShownJson.of(text), "end");

        assertThat(Json.write(letter)).isEqualTo("{\"metadata\":" + text + ",\"after\":\"end\"}");
        assertThat(Json.bytes(letter)).asString().isEqualTo(Json.write(letter));
    }

    @Test
    void halfACharacterBreaksNoAnswer() {
        Letter inMetadata = new Letter(ShownJson.of("{\"a\":\"\ud800\"}"), "end");
        Letter inText = new Letter(ShownJson.of("{}"), "cut \ud83d");

        assertThat(Json.bytes(inMetadata)).asString().isEqualTo("{\"metadata\":{\"a\":\"?\"},\"after\":\"end\"}");
        assertThat(Json.bytes(inText)).asString().isEqualTo("{\"metadata\":{},\"after\":\"cut \\uD83D\"}");
    }

    @Test
    void isOneLineWhateverStoodBetweenItsMembers() {
        assertThat(ShownJson.of("{\r\n\t\"a\":\n1\n}")).hasToString("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1,null,{\"b\":\"c\"}],\"d\":0.10}", "null", "\"text\""})
    void saysTheSameOnAnotherNode(String text) {
        Letter letter = new Letter(ShownJson.of(text), "end");

        assertThat(Json.unpack(Json.pack(letter), Letter.class)).isEqualTo(letter);
        assertThat(Json.read(Json.write(letter), Letter.class)).isEqualTo(letter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":1}\n{\"b\":2}"})
    void isNothingButJson(String text) {
        assertThatThrownBy(() -> ShownJson.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
