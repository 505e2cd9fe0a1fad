package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "PassWord!!1234",
                "1234password",
                "qwertyuiop123",
                "123456789012",
                "aaaaaaaaaaaaaaa",
                "xyzxyzxyzxyz",
                "Correct-Horse-Battery-Staple",
                "governance2026!",
                "Marie.Curie-1867"
            })
    void whatGuessersTryFirstIsRefused(String password) {
        assertRefused(password, Fault.INVALID, "weak_password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eleven char", "", "half of a \ud83d pair", "with a \u0000 inside"})
    void whatHasNotTheFormOfAPasswordDoesNotFit(String password) {
        assertRefused(password, Fault.UNPROCESSABLE, "invalid_password");
    }

    @Test
    void longerThan128CharactersDoesNotFit() {
        assertRefused("ab c".repeat(32) + "d", Fault.UNPROCESSABLE, "invalid_password")
                .hasMessageContaining("12 to 128");
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(String password, Fault fault, String code) {
        return assertThatThrownBy(() -> PasswordRules.checked(password, "marie.curie"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.fault()).isEqualTo(fault);
                    assertThat(refusal.code()).isEqualTo(code);
                });
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
