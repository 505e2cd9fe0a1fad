package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of the form that is signed, and of what is signed at all. */
class CanonicalFormTest {
    @ParameterizedTest
    @ValueSource(strings = {"5", "-7", "0.5", "true", "null", "\"a\""})
    void aScalarByItselfIsWholeJson(String json) {
        assertThat(CanonicalJson.canonical(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "1e-9, 1e-09",
        "1e-10, 1e-10",
        "1e-11, 1e-11",
        "1e99, 1e+99",
        "1e100, 1e+100",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1000000000000000.0, 1000000000000000.0",
        "1e16, 1e+16"
    })
    void anExponentHasAtLeastTwoDigits(String literal, String printed) {
        assertThat(CanonicalJson.canonical(literal)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{1}|2", "[1 2]|4", "[1]x|4", "nul|1", "[|2", "{\"a\" 1}|6"})
    void aFaultIsNamedByItsCharacter(String broken, int character) {
        assertThatThrownBy(() -> CanonicalJson.parse(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("JSON at character " + character + ": ");
    }

    @Test
    void aTimeThatNobodySignsIsStillToldFromOthers() {
        assertThat(Timestamps.iso(Instant.parse("+10000-01-01T00:00:00Z"))).isEqualTo("+10000-01-01T00:00:00Z");
        assertThat(Timestamps.iso(Instant.parse("0000-12-31T23:59:59Z"))).isEqualTo("0000-12-31T23:59:59Z");
        assertThat(Timestamps.iso(Instant.parse("9999-12-31T23:59:59Z"))).isEqualTo("9999-12-31T23:59:59+00:00");
        assertThat(Timestamps.iso(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo("0001-01-01T00:00:00+00:00");
    }

    @Test
    void everyKindOfIntegerIsWritten() {
        assertThat(CanonicalJson.write(List.of(1, 2L, (short) 3, (byte) 4, new BigInteger("5" + "0".repeat(30)), true)))
                .isEqualTo("[1,2,3,4,5" + "0".repeat(30) + ",true]");
        assertThatThrownBy(() -> CanonicalJson.write(Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no JSON type");
    }

    @Test
    void whatStorageWouldChangeIsNotSigned() {
        double largest = Math.nextDown(1e16);

        assertThat(CanonicalJson.write(largest)).isEqualTo("9999999999999998.0");
        assertThat(CanonicalJson.write(new JsonNumber("-0.0"))).isEqualTo("0.0");
        for (Object refused :
                List.of(1e16, -1e16, Float.MAX_VALUE, new BigDecimal("1e16"), new JsonNumber("1e16"), Double.NaN)) {
            assertThatThrownBy(() -> CanonicalJson.write(List.of(refused)))
                    .as("%s", refused)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("send them as text");
        }
        assertThat(CanonicalJson.write(new JsonNumber("1" + "0".repeat(16)))).isEqualTo("1" + "0".repeat(16));
    }

    @Test
    void textThatPostgresRefusesIsNotSigned() {
        assertThatThrownBy(() -> CanonicalJson.write("a\0")).hasMessageContaining("NUL");
        assertThatThrownBy(() -> CanonicalJson.write("\0a")).hasMessageContaining("NUL");
        for (String half : List.of("\uD800", "\uDFFF")) {
            assertThatThrownBy(() -> CanonicalJson.write(Map.of("a", half))).hasMessageContaining("surrogate");
            assertThatThrownBy(() -> CanonicalJson.write(Map.of(half, "a"))).hasMessageContaining("surrogate");
        }
        assertThat(CanonicalJson.write(Map.of("\uD7FF", "\uE000"))).isEqualTo("{\"\\ud7ff\":\"\\ue000\"}");
        assertThatThrownBy(() -> CanonicalJson.write(Map.of(1, "a"))).hasMessageContaining("names are strings");
    }

    @Test
    void nothingDeeperIsSignedThanTheLimit() {
        Object nested = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            nested = Map.of("a", Collections.singletonList(nested));
        }
        Object deepest = nested;

        assertThat(CanonicalJson.write(deepest)).contains("[]");
        assertThatThrownBy(() -> CanonicalJson.write(List.of(deepest))).hasMessageContaining("nested deeper than 512");
        assertThatThrownBy(() -> CanonicalJson.write(Map.of("a", deepest)))
                .hasMessageContaining("nested deeper than 512");
    }
}
