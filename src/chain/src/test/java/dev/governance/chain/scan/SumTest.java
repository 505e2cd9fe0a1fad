package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumTest {
    /** Where carries go wrong: at zero, at all ones, and where the sign of a signed number would change. */
    private static final long[] EDGES = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1};

    private static BigInteger number(long[] words, int at) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < Sum.WORDS; i++) {
            number = number.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(words[at + i])));
        }
        return number;
    }

    private static long[] words(Random random) {
        long[] words = new long[Sum.WORDS + 1]; // the first is none of them
        for (int i = 0; i < words.length; i++) {
            words[i] = random.nextInt(4) == 0 ? random.nextLong() : EDGES[random.nextInt(EDGES.length)];
        }
        return words;
    }

    @Test
    void itAddsModuloTwoToThe256() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            long[] sum = words(random);
            long[] more = words(random);
            long untouched = sum[0];
            BigInteger expected = number(sum, 1).add(number(more, 1)).mod(BigInteger.ONE.shiftLeft(256));

            Sum.add(sum, 1, more, 1);

            assertThat(number(sum, 1)).isEqualTo(expected);
            assertThat(sum[0]).isEqualTo(untouched);
        }
    }

    @Test
    void numbersThatDifferInOneBitAreNotTheSame() {
        long[] one = {0, 1, 2, 3, 4};
        for (int bit = 0; bit < 256; bit++) {
            long[] other = one.clone();
            other[1 + bit / 64] ^= 1L << bit;

            assertThat(Sum.same(one, 1, other, 1)).as("bit " + bit).isFalse();
        }
        assertThat(Sum.same(one, 1, one.clone(), 1)).isTrue();
    }
}
