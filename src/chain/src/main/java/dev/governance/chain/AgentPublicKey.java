package dev.governance.chain;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An Ed25519 public key by which an agent's row signatures are checked. */
public final class AgentPublicKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int PEM_LIMIT = 4_096; // characters; an Ed25519 key has 113
    private static final int SIGNATURE = 64; // bytes
    private static final int FINGERPRINT = 32; // hexadecimal digits
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private final PublicKey key;
    private final String pem;

    private AgentPublicKey(PublicKey key) {
        this.key = key;
        this.pem = Pem.of("PUBLIC KEY", key.getEncoded());
    }

    /**
     * The public half of a key that Java holds.
     *
     * @throws IllegalArgumentException when it is not of Ed25519
     */
    static AgentPublicKey of(PublicKey key) {
        byte[] der = key.getEncoded();
        if (der == null) {
            throw new IllegalArgumentException("the public key has no encoded form");
        }
        return ofDer(der);
    }

    /**
     * Reads a SubjectPublicKeyInfo in PEM (RFC 7468), whatever its line breaks.
     *
     * @throws IllegalArgumentException when it is no Ed25519 public key; a private key is refused, too
     */
    public static AgentPublicKey ofPem(String text) {
        if (text.length() > PEM_LIMIT) {
            throw new IllegalArgumentException("this is no public key: it has more than " + PEM_LIMIT + " characters");
        }
        Matcher pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw new IllegalArgumentException("this is no public key in PEM, which begins with"
                    + " -----BEGIN PUBLIC KEY----- and holds nothing else");
        }
        return ofDer(Base64.getMimeDecoder().decode(pem.group(1)));
    }

    private static AgentPublicKey ofDer(byte[] der) {
        try {
            return new AgentPublicKey(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der)));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("this is no Ed25519 public key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
        }
    }

    /** The text that the Python SDK writes for the key, and takes the fingerprint of. */
    public String pem() {
        return pem;
    }

    /** 32 hexadecimal digits of the SHA-256 of {@link #pem}. */
    public String fingerprint() {
        return Digests.sha256Hex(pem).substring(0, FINGERPRINT);
    }

    /** Whether a signature fits (RFC 8032); one of a wrong length does not. */
    public boolean fits(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE) {
            return false; // the JDK takes further zeros for a part of it
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "AgentPublicKey[" + fingerprint() + "]";
    }
}
