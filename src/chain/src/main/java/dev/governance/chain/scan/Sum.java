package dev.governance.chain.scan;

/** Numbers of 256 bits, the highest 64 first, within arrays: added as {@link dev.governance.chain.MarkDigest} adds. */
final class Sum {
    static final int WORDS = 4;

    /** Adds modulo 2^256. */
    static void add(long[] sum, int at, long[] more, int from) {
        long carry = 0;
        for (int i = WORDS - 1; i >= 0; i--) {
            long before = sum[at + i];
            long after = before + more[from + i] + carry;
            int compared = Long.compareUnsigned(after, before);
            // With a carry, an equal sum means that the other number was all ones.
            carry = compared < 0 || (compared == 0 && carry == 1) ? 1 : 0;
            sum[at + i] = after;
        }
    }

    static boolean same(long[] one, int at, long[] other, int from) {
        return ((one[at] ^ other[from])
                        | (one[at + 1] ^ other[from + 1])
                        | (one[at + 2] ^ other[from + 2])
                        | (one[at + 3] ^ other[from + 3]))
                == 0;
    }

    private Sum() {}
}
