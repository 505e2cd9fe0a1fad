package dev.governance.console.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
    @Test
    void lineBreaksAndMarksThatTurnTheWritingBecomeSpaces() {
        assertThat(OneLine.of(" a\nb\tc\u202ed\u2028e ", 40)).isEqualTo("a b c d e");
        assertThat(OneLine.of("lone \ud83d half", 40)).isEqualTo("lone   half");
    }

    @Test
    void longTextIsCutAtItsLengthWithAnEllipsis() {
        assertThat(OneLine.of("12345", 5)).isEqualTo("12345");
        assertThat(OneLine.of("123456", 5)).isEqualTo("1234…");
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutInHalf() {
        assertThat(OneLine.of("123😀6", 5)).isEqualTo("123…");
        assertThat(OneLine.of("12😀😀", 5)).isEqualTo("12😀…");
    }
}
