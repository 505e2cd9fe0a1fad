package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Message digests that every Java runtime has. */
final class Digests {
    static MessageDigest sha256() {
        return named("SHA-256");
    }

    static MessageDigest md5() {
        return named("MD5");
    }

    static String sha256Hex(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + algorithm, e);
        }
    }

    private Digests() {}
}
