package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkDigestTest {
    /** python3 -c "import hashlib; print(hashlib.sha256((7).to_bytes(8, 'big') + b'ab12').hexdigest())". */
    private static final String SEVEN = "eab34292755784b7065d9a8341e028cd54b7371caf4cd35ed490dec0466a0568";

    @Test
    void oneRowIsItsOwnDigest() {
        assertThat(MarkDigest.NONE.plus(7, "ab12").hex()).isEqualTo(SEVEN);
        assertThat(MarkDigest.NONE.hex()).isEqualTo("0".repeat(64));
    }

    @Test
    void theOrderOfRowsDoesNotMatterTheirNumbersAndMacsDo() {
        MarkDigest digest = MarkDigest.NONE.plus(1, "aa").plus(2, "bb");

        assertThat(MarkDigest.NONE.plus(2, "bb").plus(1, "aa")).isEqualTo(digest);
        assertThat(MarkDigest.NONE.plus(MarkDigest.NONE.plus(2, "bb")).plus(1, "aa"))
                .isEqualTo(digest);
        assertThat(MarkDigest.NONE.plus(2, "aa").plus(1, "bb")).isNotEqualTo(digest);
        assertThat(MarkDigest.NONE.plus(1, "aa").plus(2, "bc")).isNotEqualTo(digest);
    }

    @Test
    void itAddsUpModuloTwoToThe256() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(256);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String one = number(random);
            String other = number(random);

            String sum = MarkDigest.ofHex(one).plus(MarkDigest.ofHex(other)).hex();

            assertThat(new BigInteger(sum, 16))
                    .isEqualTo(new BigInteger(one, 16)
                            .add(new BigInteger(other, 16))
                            .mod(modulus));
        }
    }

    /** Words of all ones and all zeros are where carries go wrong. */
    private static String number(Random random) {
        StringBuilder hex = new StringBuilder();
        for (int word = 0; word < 4; word++) {
            hex.append(
                    switch (random.nextInt(4)) {
                        case 0 -> "0".repeat(16);
                        case 1 -> "f".repeat(16);
                        case 2 -> "0".repeat(15) + "1";
                        default -> String.format("%016x", random.nextLong());
                    });
        }
        return hex.toString();
    }

    @Test
    void aScanGivesTheSameAndCanBeginAnew() {
        byte[] bytes = "..ab12..".getBytes(StandardCharsets.UTF_8);
        MarkDigest.Sum sum = new MarkDigest.Sum();

        sum.add(1, "zz");
        sum.clear();
        sum.add(7, bytes, 2, 4);

        assertThat(sum.digest().hex()).isEqualTo(SEVEN);
    }

    @Test
    void whatIsNoDigestIsRefused() {
        assertThatThrownBy(() -> MarkDigest.ofHex("ab")).isInstanceOf(IllegalArgumentException.class);
    }
}
