package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.server.config.StartProblem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTokenTest {
    private static String of(String token) {
        return ConsoleToken.of(Map.of("GOVERNANCE_CONSOLE_TOKEN", token));
    }

    @Test
    void aLongOneIsTaken() {
        assertThat(of("0123456789abcdef0123456789abcdef")).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(of(" 0123456789abcdef0123456789abcdef\n")).isEqualTo("0123456789abcdef0123456789abcdef");
    }

    @Test
    void withoutOneNobodyComesByIt() {
        assertThat(ConsoleToken.of(Map.of())).isNull();
        assertThat(of(" ")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "0123456789abcdef0123456789abcde"})
    void aShortOneStopsTheStartAndIsNotRepeated(String token) {
        assertThatThrownBy(() -> of(token))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("GOVERNANCE_CONSOLE_TOKEN has " + token.length() + " characters")
                .hasMessageContaining("openssl rand -hex 32")
                .hasMessageNotContaining(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef 0123456789abcdef", "0123456789abcdef0123456789abcdeé"})
    void whatNoHeaderCarriesStopsTheStart(String token) {
        assertThatThrownBy(() -> of(token)).isInstanceOf(StartProblem.class).hasMessageContaining("header");
    }

    @Test
    void aHugeOneStopsTheStart() {
        assertThatThrownBy(() -> of("x".repeat(5_000))).isInstanceOf(StartProblem.class);
    }
}
