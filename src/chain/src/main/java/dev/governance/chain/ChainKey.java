package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A key of the audit chain. Its bytes never leave it. */
public final class ChainKey {
    private static final int LEAST_BYTES = 32;
    private static final int LEAST_DISTINCT = 8;
    private static final int BLOCK = 64; // of SHA-256 (FIPS 180-4)
    private static final int MAC_BYTES = 32;
    private static final int PREFIX = 16;
    private static final byte[] FINGERPRINT_TEXT = "codeatelier.fingerprint.v1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    /** Digests that already took the padded key (RFC 2104): cloning them is faster than preparing a Mac for each row. */
    private final MessageDigest inner;

    private final MessageDigest outer;
    private final String fingerprint;

    private ChainKey(byte[] bytes) {
        this.bytes = bytes;
        byte[] block = Arrays.copyOf(bytes.length > BLOCK ? Digests.sha256().digest(bytes) : bytes, BLOCK);
        this.inner = padded(block, 0x36);
        this.outer = padded(block, 0x5C);
        this.fingerprint = mac(FINGERPRINT_TEXT);
    }

    /**
     * The key that the text of {@code GOVERNANCE_AUDIT_SECRET} stands for: its UTF-8 bytes, not decoded, not trimmed.
     *
     * @throws WeakSecretException below 32 bytes or 8 different ones
     */
    public static ChainKey ofSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_BYTES) {
            throw new WeakSecretException("the secret has " + bytes.length + " bytes, it needs " + LEAST_BYTES);
        }
        long distinct = secret.isEmpty() ? 0 : distinct(bytes);
        if (distinct < LEAST_DISTINCT) {
            throw new WeakSecretException(
                    "the secret has only " + distinct + " different bytes, it needs " + LEAST_DISTINCT);
        }
        return new ChainKey(bytes);
    }

    /** A key from raw material, as key rotation mounts it. */
    public static ChainKey ofBytes(byte[] bytes) {
        return new ChainKey(bytes.clone());
    }

    /**
     * The key that the same text is when it is read as base64, as the Python package's rotation reads what an
     * environment variable holds: a hexadecimal secret is valid base64, too, and becomes another key without a word.
     */
    public Optional<ChainKey> decoded() {
        try {
            return Optional.of(new ChainKey(Base64.getDecoder().decode(bytes)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether one of the two is what the other {@link #decoded reads as}. */
    boolean isSameSecretAs(ChainKey other) {
        return decoded().filter(other::equals).isPresent()
                || other.decoded().filter(this::equals).isPresent();
    }

    /** Names the key without telling it: 64 hexadecimal digits. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The first 16 digits of the fingerprint. */
    public String prefix() {
        return fingerprint.substring(0, PREFIX);
    }

    /** HMAC-SHA256 of a message in lower-case hexadecimal. Safe from any thread. */
    public String mac(byte[] message) {
        return HexFormat.of().formatHex(digest(message));
    }

    /**
     * Writes the HMAC-SHA256 of a part of {@code message} as 32 bytes to the beginning of {@code into}. Safe from any
     * thread.
     */
    public void mac(byte[] message, int offset, int length, byte[] into) {
        MessageDigest first = copy(inner);
        first.update(message, offset, length);
        MessageDigest second = copy(outer);
        try {
            first.digest(into, 0, MAC_BYTES);
            second.update(into, 0, MAC_BYTES);
            second.digest(into, 0, MAC_BYTES);
        } catch (DigestException e) {
            throw new IllegalArgumentException("a MAC needs " + MAC_BYTES + " bytes", e);
        }
    }

    /** Compares in constant time. */
    public boolean matches(byte[] message, String mac) {
        byte[] expected = mac(message).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, mac.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] digest(byte[] message) {
        byte[] mac = new byte[MAC_BYTES];
        mac(message, 0, message.length, mac);
        return mac;
    }

    private static MessageDigest padded(byte[] block, int pad) {
        byte[] mixed = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            mixed[i] = (byte) (block[i] ^ pad);
        }
        MessageDigest digest = Digests.sha256();
        digest.update(mixed);
        return digest;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java runtime cannot copy a SHA-256 digest", e);
        }
    }

    private static long distinct(byte[] bytes) {
        boolean[] seen = new boolean[256];
        long distinct = 0;
        for (byte b : bytes) {
            if (!seen[b & 0xFF]) {
                seen[b & 0xFF] = true;
                distinct++;
            }
        }
        return distinct;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChainKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    @Override
    public String toString() {
        return "ChainKey[" + prefix() + "]";
    }
}
