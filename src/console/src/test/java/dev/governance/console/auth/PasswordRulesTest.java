package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.bus.Refusal;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eleven char",
                "",
                "password1234",
                "PassWord!!1234",
                "1234password",
                "qwertyuiop123",
                "123456789012",
                "aaaaaaaaaaaaaaa",
                "xyzxyzxyzxyz",
                "Correct-Horse-Battery-Staple",
                "governance2026!",
                "Marie.Curie-1867",
                "half of a \ud83d pair",
                "with a \u0000 inside"
            })
    void whatGuessersTryFirstIsRefused(String password) {
        assertThatThrownBy(() -> PasswordRules.checked(password, "marie.curie")).isInstanceOf(Refusal.class);
    }

    @Test
    void longerThan128CharactersIsRefused() {
        assertThatThrownBy(() -> PasswordRules.checked("ab c".repeat(32) + "d", "marie"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("12 to 128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "six unrelated words",
                "840261937452",
                "🔑🪿🧭🪵🎻🦉🌋🧵🥨🪁🛶🫖",
                "pässwörter gehen auch",
                "tr0ub4dor&3 again"
            })
    void whatIsLongAndUncommonWillDo(String password) {
        assertThat(PasswordRules.checked(password, "840261937452")).isEqualTo(password);
    }

    @Test
    void aMadeUpPasswordPassesTheRulesAndIsNeverTheSame() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(PasswordRules.checked(PasswordRules.madeUp(), "admin"));
        }

        assertThat(seen).hasSize(100).allMatch(password -> password.matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}"));
    }
}
