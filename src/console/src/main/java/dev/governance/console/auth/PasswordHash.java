package dev.governance.console.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Password hashes as the Python console stores them: {@code pbkdf2:iterations:salt:hash} in hex, PBKDF2 with
 * HMAC-SHA256 (RFC 8018) over the UTF-8 bytes. Every call computes for some 200 ms.
 */
final class PasswordHash {
    /** OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256. */
    private static final int ITERATIONS = 600_000;

    /** A stored hash that claims more would keep a worker for seconds. */
    private static final int MOST_ITERATIONS = 10_000_000;

    private static final int SALT_BYTES = 32;
    private static final int HASH_BITS = 256;
    private static final Pattern STORED =
            Pattern.compile("pbkdf2:([1-9][0-9]{0,7}):((?:[0-9a-fA-F]{2}){1,128}):((?:[0-9a-fA-F]{2}){32})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Matches no password, and takes as long to say so. */
    static final String OF_NOBODY = "pbkdf2:" + ITERATIONS + ":" + "00".repeat(SALT_BYTES) + ":" + "00".repeat(32);

    static String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        HexFormat hex = HexFormat.of();
        return "pbkdf2:" + ITERATIONS + ":" + hex.formatHex(salt) + ":"
                + hex.formatHex(derived(password, salt, ITERATIONS));
    }

    /** Whether the password is the stored one; no when the stored text is none of ours. */
    static boolean matches(String password, String stored) {
        Matcher parts = STORED.matcher(stored);
        int iterations = parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
        if (iterations == 0 || iterations > MOST_ITERATIONS) {
            derived(password, new byte[SALT_BYTES], ITERATIONS);
            return false;
        }
        byte[] salt = HexFormat.of().parseHex(parts.group(2));
        byte[] expected = HexFormat.of().parseHex(parts.group(3));
        boolean same = MessageDigest.isEqual(expected, derived(password, salt, iterations));
        if (iterations < ITERATIONS) {
            derived(password, salt, ITERATIONS - iterations); // an old hash must not answer sooner than nobody's
        }
        return same;
    }

    private static byte[] derived(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    private PasswordHash() {}
}
