package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The Ed25519 key (RFC 8032) with which agents sign their rows. It never tells itself. */
public final class AgentKey {
    private static final int PEM_LIMIT = 4_096; // characters; an Ed25519 key has 119
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PRIVATE KEY-----[A-Za-z0-9+/=\\s]+-----END PRIVATE KEY-----\\s*");
    private static final byte[] PROBE = "codeatelier.agent-key.probe".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;
    private final AgentPublicKey publicKey;
    private final String fingerprint;

    private AgentKey(KeyPair pair) {
        this.key = pair.getPrivate();
        this.publicKey = AgentPublicKey.of(pair.getPublic());
        this.fingerprint = publicKey.fingerprint();
    }

    /**
     * Reads a private key as the Python SDK keeps it, and OpenSSL makes it: PKCS #8 in PEM, not encrypted.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    public static AgentKey ofPem(String text) {
        if (text.length() > PEM_LIMIT || !PEM.matcher(text).matches()) {
            throw new IllegalArgumentException("this is no private key in PEM, which begins with"
                    + " -----BEGIN PRIVATE KEY-----, is not encrypted and holds nothing else");
        }
        return new AgentKey(Ed25519.pair(text));
    }

    /**
     * Takes a key from wherever Java has it, as from a token that never tells it. It is tried once.
     *
     * @throws IllegalArgumentException when it is not of Ed25519, cannot sign, or its halves do not belong together
     */
    public static AgentKey of(KeyPair pair) {
        AgentKey key = new AgentKey(pair);
        if (!key.publicKey.fits(PROBE, tried(pair.getPrivate()))) {
            throw new IllegalArgumentException("the private key is not the public one's");
        }
        return key;
    }

    private static byte[] tried(PrivateKey key) {
        try {
            return Ed25519.sign(key, PROBE);
        } catch (RuntimeException e) { // a provider may throw anything
            throw new IllegalArgumentException("the private key cannot sign with Ed25519", e);
        }
    }

    public AgentPublicKey publicKey() {
        return publicKey;
    }

    /** Names the key: 32 hexadecimal digits. */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * Signs a row in its final form. Safe from any thread.
     *
     * @param mac the row's own, which the signature covers, too
     * @throws RuntimeException what the key's provider throws, when it cannot sign now
     */
    public RowSignature sign(ChainEvent event, String mac) {
        String hex = HexFormat.of().formatHex(Ed25519.sign(key, event.signedBytes(mac)));
        return new RowSignature(hex, fingerprint, RowSignature.SIGNED);
    }

    @Override
    public String toString() {
        return "AgentKey[" + fingerprint + "]";
    }
}
