package dev.governance.bench.api;

import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The hash that signing in cannot do without, by the JDK alone: the cost that the Python package set for a password. */
final class JdkHash {
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 32;
    private static final int HASH_BITS = 256;

    /** What one takes of the processor. */
    static Duration processorTime() {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        PBEKeySpec spec =
                new PBEKeySpec("correct horse battery".toCharArray(), new byte[SALT_BYTES], ITERATIONS, HASH_BITS);
        try {
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks PBKDF2WithHmacSHA256", e);
        }
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
    }

    private JdkHash() {}
}
