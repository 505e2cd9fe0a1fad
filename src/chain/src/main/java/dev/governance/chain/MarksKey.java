package dev.governance.chain;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The Ed25519 key (RFC 8032) that only consoles hold and that signs the heads of their marks. It never tells itself. */
public final class MarksKey {
    /** Bytes that a key is made of. */
    public static final int SEED = 32;

    private final PrivateKey key;
    private final MarksPublicKey publicKey;

    private MarksKey(KeyPair pair) {
        this.key = pair.getPrivate();
        this.publicKey = new MarksPublicKey(pair.getPublic());
    }

    /** Makes a new one. */
    public static MarksKey random() {
        byte[] seed = new byte[SEED];
        new SecureRandom().nextBytes(seed);
        return ofSeed(seed);
    }

    /**
     * The key that 32 random bytes stand for.
     *
     * @throws IllegalArgumentException when they are more or fewer
     */
    public static MarksKey ofSeed(byte[] seed) {
        if (seed.length != SEED) {
            throw new IllegalArgumentException("an Ed25519 key is made of " + SEED + " bytes, not " + seed.length);
        }
        return new MarksKey(Ed25519.pair(seed.clone()));
    }

    /**
     * Reads a private key: PEM, or the base64 of its PKCS #8 form.
     *
     * @throws IllegalArgumentException when it is neither; the message does not repeat it
     */
    public static MarksKey parse(String text) {
        return new MarksKey(Ed25519.pair(text));
    }

    /** To be kept, and shown to nobody: PKCS #8 in base64. */
    public String secretText() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    public MarksPublicKey publicKey() {
        return publicKey;
    }

    /** The signature in hexadecimal. Safe from any thread. */
    String sign(byte[] message) {
        return HexFormat.of().formatHex(Ed25519.sign(key, message));
    }

    @Override
    public String toString() {
        return "MarksKey[" + publicKey.fingerprint() + "]";
    }
}
