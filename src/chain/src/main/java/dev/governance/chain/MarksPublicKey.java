package dev.governance.chain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** The Ed25519 key (RFC 8032) by which anybody can tell the heads of a console's marks from others. */
public final class MarksPublicKey {
    private static final String ALGORITHM = "Ed25519";

    private static final int SIGNATURE = 128; // hexadecimal digits

    private final PublicKey key;

    MarksPublicKey(PublicKey key) {
        this.key = key;
    }

    /**
     * Reads a key: PEM, or the base64 of its X.509 form.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static MarksPublicKey parse(String text) {
        try {
            return new MarksPublicKey(
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(Pem.bytes(text))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("this is no public Ed25519 key in PEM or base64", e);
        }
    }

    public String pem() {
        return Pem.of("PUBLIC KEY", key.getEncoded());
    }

    /** SHA-256 of the X.509 form in hexadecimal. */
    public String fingerprint() {
        return HexFormat.of().formatHex(Digests.sha256().digest(key.getEncoded()));
    }

    /** Whether {@code signature}, in hexadecimal, is this key's over {@code message}. */
    boolean signed(byte[] message, String signature) {
        if (signature.length() != SIGNATURE) {
            return false; // the JDK takes further zeros for a part of it, and the head's hash would be another
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // not even of the right form
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarksPublicKey that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "MarksPublicKey[" + fingerprint() + "]";
    }
}
