package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
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
        byte[] bytes = canonical.toString().getBytes(StandardCharsets.US_ASCII);
        MessageDigest digest = Digests.sha256();
        digest.update(bytes.length > LIMIT ? Arrays.copyOf(bytes, LIMIT) : bytes);
        return HexFormat.of().formatHex(digest.digest());
    }

    private PayloadHash() {}
}
