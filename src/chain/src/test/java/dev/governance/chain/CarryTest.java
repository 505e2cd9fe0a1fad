package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class CarryTest {
    /** Where carries go wrong: at zero, at all ones, and where the sign of a signed number would change. */
    private static final long[] WORDS = {0, 1, 2, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, -2, -1};

    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

    private static BigInteger unsigned(long word) {
        return new BigInteger(Long.toUnsignedString(word));
    }

    @Test
    void itIsWhatIsBeyondTheWord() {
        for (long before : WORDS) {
            for (long other : WORDS) {
                for (long carry = 0; carry <= 1; carry++) {
                    BigInteger more = unsigned(other).add(BigInteger.valueOf(carry));
                    boolean over = unsigned(before).add(more).compareTo(WORD) >= 0;
                    boolean under = unsigned(before).compareTo(more) < 0;

                    assertThat(Carry.ofSum(before, before + other + carry, carry))
                            .isEqualTo(over ? 1 : 0);
                    assertThat(Carry.ofDifference(before, before - other - carry, carry))
                            .isEqualTo(under ? 1 : 0);
                }
            }
        }
    }
}
