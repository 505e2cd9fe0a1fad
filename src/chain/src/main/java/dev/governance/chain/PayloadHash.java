package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names a payload without telling it: SHA-256 over its canonical JSON. */
public final class PayloadHash {
    /** Bytes of canonical JSON that count. */
    public static final int LIMIT = 65_536;

    /**
     * Hashes a payload of JSON types; null hashes as {@code null}.
     *
     * @return 64 hexadecimal digits
     */
    public static String of(@Nullable Object payload) {
        StringBuilder canonical = new StringBuilder();
        CanonicalJson.append(canonical, payload);
        return ofCanonical(canonical.toString());
    }

    /**
     * Whether stored JSON is the payload that was hashed. A writer may have hashed what JSONB gives back with other
     * numbers, so those readings fit, too.
     */
    public static boolean fits(String json, String hash) {
        try {
            return Stream.concat(Stream.of(CanonicalJson.canonical(json)), NumericRoundTrip.readings(json))
                    .anyMatch(canonical -> ofCanonical(canonical).equals(hash));
        } catch (IllegalArgumentException e) {
            return false; // nobody hashes what cannot be read
        }
    }

    private static String ofCanonical(String canonical) {
        byte[] bytes = canonical.getBytes(StandardCharsets.US_ASCII);
        MessageDigest digest = Digests.sha256();
        digest.update(bytes.length > LIMIT ? Arrays.copyOf(bytes, LIMIT) : bytes);
        return HexFormat.of().formatHex(digest.digest());
    }

    private PayloadHash() {}
}
