package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlainJsonTest {
    private static String json(Object value) {
        return PlainJson.write(PlainJson.copy(value));
    }

    @Test
    void floatsKeepTheirPointAndIntegersHaveNone() {
        assertThat(json(List.of(1.0, 1e5, 1e16, 1.5e20, 1e-7, -0.0, 0.1f, 3, 4L, new BigDecimal("1E+3"))))
                .isEqualTo("[1.0,100000.0,10000000000000000.0,150000000000000000000.0,0.00000010,0.0,"
                        + "0.10000000149011612,3,4,1000]");
    }

    @Test
    void whatJsonDoesNotHaveBecomesText() {
        assertThat(json(Arrays.asList(Double.NaN, Float.NEGATIVE_INFINITY, Instant.EPOCH, TimeUnit.DAYS, 'x', null)))
                .isEqualTo("[\"NaN\",\"-Infinity\",\"1970-01-01T00:00:00Z\",\"DAYS\",\"x\",null]");
        assertThat(json(new Object[] {new String[] {"a"}, Map.of(7, true)})).isEqualTo("[[\"a\"],{\"7\":true}]");
    }

    @Test
    void numbersThatNobodyCouldReadBecomeText() {
        assertThat(json(BigInteger.TEN.pow(401))).startsWith("\"1000").endsWith("0\"");
        assertThat(json(new BigDecimal("1E-1000000"))).isEqualTo("\"1E-1000000\"");
        assertThat(json(new BigDecimal("1E+399"))).isEqualTo("\"1E+399\""); // Python would read infinity
    }

    @Test
    void nulIsDroppedAndHalfASurrogatePairReplaced() {
        assertThat(json("a\0b \uD83D\uDE00 \uD83D \uDE00")).isEqualTo("\"ab \uD83D\uDE00 \uFFFD \uFFFD\"");
    }

    @Test
    void aValueThatContainsItselfEnds() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        endless.add(endless);

        assertThatThrownBy(() -> PlainJson.copy(endless)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlainJson.copy(Collections.nCopies(30_000, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
