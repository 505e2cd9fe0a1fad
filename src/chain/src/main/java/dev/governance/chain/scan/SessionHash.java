package dev.governance.chain.scan;

import java.security.SecureRandom;

/** Hashes of session ids that nobody outside can foresee: agents choose the ids, and could crowd one place. */
final class SessionHash {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L; // 2^64 divided by the golden ratio: mixes well

    private final long seed;
    private final long otherSeed;

    SessionHash() {
        SecureRandom random = new SecureRandom();
        seed = random.nextLong();
        otherSeed = random.nextLong();
    }

    long of(long high, long low) {
        long one = high ^ seed;
        long other = low ^ otherSeed;
        long mixed = (one * other ^ Math.multiplyHigh(one, other)) * GOLDEN;
        return mixed ^ (mixed >>> 32);
    }
}
