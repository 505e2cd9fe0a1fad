package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordHashTest {
    /** Made with the Python implementation. */
    private static Stream<JsonNode> vectors(String name) throws IOException {
        Path file = Path.of("..", "chain", "src", "test", "resources", "vectors.json");
        return StreamSupport.stream(
                new ObjectMapper().readTree(file.toFile()).get(name).spliterator(), false);
    }

    static Stream<JsonNode> passwords() throws IOException {
        return vectors("passwords");
    }

    static Stream<String> unreadable() throws IOException {
        Stream<String> more = Stream.of(
                "pbkdf2:600000:" + "00".repeat(32) + ":" + "00".repeat(31),
                "pbkdf2:0:00:" + "00".repeat(32),
                "pbkdf2:-1:00:" + "00".repeat(32),
                "pbkdf2:99999999:00:" + "00".repeat(32),
                "pbkdf2:600000::" + "00".repeat(32),
                "pbkdf2:600000:00:" + "00".repeat(32) + ":",
                "\u0000");
        return Stream.concat(
                vectors("password_negative").map(vector -> vector.get("stored").asText()), more);
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void hashesOfThePythonConsoleAreKnown(JsonNode vector) {
        String password = vector.get("password").asText();
        String stored = vector.get("stored").asText();

        assertThat(PasswordHash.matches(password, stored)).isTrue();
        assertThat(PasswordHash.matches(password + "x", stored)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatIsNoHashMatchesNothing(String stored) {
        assertThat(PasswordHash.matches("", stored)).isFalse();
    }

    @Test
    void aNewHashHasTheFormOfThePythonConsole() {
        String stored = PasswordHash.of("a password for this test");

        assertThat(stored).matches("pbkdf2:600000:[0-9a-f]{64}:[0-9a-f]{64}").hasSize(143);
        assertThat(PasswordHash.matches("a password for this test", stored)).isTrue();
        String again = PasswordHash.of("a password for this test");
        assertThat(again).isNotEqualTo(stored);
        assertThat(PasswordHash.matches("a password for this test", again)).isTrue();
        assertThat(PasswordHash.matches("another password", stored)).isFalse();
    }

    @Test
    void nobodysHashMatchesNothingAndCostsAsMuch() {
        assertThat(PasswordHash.OF_NOBODY).matches("pbkdf2:600000:[0-9a-f]{64}:[0-9a-f]{64}");
        assertThat(PasswordHash.matches("", PasswordHash.OF_NOBODY)).isFalse();
    }
}
