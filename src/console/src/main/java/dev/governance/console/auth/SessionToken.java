package dev.governance.console.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The secret of a session: 256 random bits for the cookie, their hash for the table. */
final class SessionToken {
    private static final int BYTES = 32;
    private static final int LENGTH = 43; // 32 bytes in base64url (RFC 4648 §5) without padding
    private static final SecureRandom RANDOM = new SecureRandom();

    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static boolean isOne(String text) {
        return text.length() == LENGTH;
    }

    /** SHA-256 in hex; nothing slower is needed, for nobody guesses 256 bits. */
    static String hash(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    private SessionToken() {}
}
