package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SetHashTest {
    private static final Mark MARK = new Mark(3, 9, new UUID(1, 2), "ab".repeat(32), "0f".repeat(32));

    private static final String ROOT = "63bb47c7da5e882c97d270de09eedff471de613a635b4c5c02e1e88734cba46d";

    private static UUID session(int number) {
        return new UUID(7, number);
    }

    private static Mark mark(int events) {
        return new Mark(events, events * 10L, new UUID(8, events), "mac" + events, "0a".repeat(32));
    }

    /**
     * In Python: seed = sha256(b'governance.mark.v1' + session.bytes + (3).to_bytes(8, 'big') + (9).to_bytes(8, 'big')
     * + id.bytes + digest + mac).digest(); element = b''.join(sha256(seed + bytes([i])).digest() for i in range(16));
     * root = sha256(element).hexdigest().
     */
    @Test
    void theRootIsAsDescribed() {
        SetHash hash = new SetHash();

        hash.add(session(1), MARK);

        assertThat(hash.root()).isEqualTo(ROOT);
    }

    @Test
    void marksAreAddedAndTakenInAnyOrder() {
        SetHash one = new SetHash();
        one.add(session(1), mark(1));
        one.add(session(2), mark(2));
        one.add(session(3), mark(3));
        one.remove(session(2), mark(2));

        SetHash other = new SetHash();
        other.add(session(3), mark(3));
        other.add(session(1), mark(1));

        assertThat(one.root()).isEqualTo(other.root());
        assertThat(SetHash.of(one.bytes()).root()).isEqualTo(one.root());
    }

    @Test
    void everyPartOfAMarkCounts() {
        String root = root(session(1), MARK);

        assertThat(root(session(2), MARK)).isNotEqualTo(root);
        assertThat(root(session(1), new Mark(4, 9, new UUID(1, 2), MARK.lastMac(), MARK.digest())))
                .isNotEqualTo(root);
        assertThat(root(session(1), new Mark(3, 8, new UUID(1, 2), MARK.lastMac(), MARK.digest())))
                .isNotEqualTo(root);
        assertThat(root(session(1), new Mark(3, 9, new UUID(1, 3), MARK.lastMac(), MARK.digest())))
                .isNotEqualTo(root);
        assertThat(root(session(1), new Mark(3, 9, new UUID(1, 2), "x", MARK.digest())))
                .isNotEqualTo(root);
        assertThat(root(session(1), new Mark(3, 9, new UUID(1, 2), MARK.lastMac(), "00".repeat(32))))
                .isNotEqualTo(root);
    }

    private static String root(UUID session, Mark mark) {
        SetHash hash = new SetHash();
        hash.add(session, mark);
        return hash.root();
    }

    @Test
    void itIsArithmeticModuloTwoToThe4096() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(4096);
        BigInteger sum = BigInteger.ZERO;
        SetHash hash = new SetHash();
        for (int i = 1; i <= 300; i++) {
            SetHash single = new SetHash();
            single.add(session(i), mark(i));
            sum = sum.add(number(single)).mod(modulus);
            hash.add(session(i), mark(i));
        }
        assertThat(number(hash)).isEqualTo(sum);

        for (int i = 1; i <= 300; i++) {
            hash.remove(session(i), mark(i));
        }
        assertThat(number(hash)).isZero();
        hash.remove(session(1), mark(1));
        hash.add(session(1), mark(1));
        assertThat(hash.root()).isEqualTo(new SetHash().root());
    }

    private static BigInteger number(SetHash hash) {
        return new BigInteger(1, hash.bytes());
    }

    @Test
    void whatIsNoSumIsRefused() {
        assertThatThrownBy(() -> SetHash.of(new byte[511])).isInstanceOf(IllegalArgumentException.class);
    }
}
