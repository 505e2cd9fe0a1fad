package dev.governance.chain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** The Ed25519 key (RFC 8032) that only consoles hold and that signs the heads of their marks. It never tells itself. */
public final class MarksKey {
    /** Bytes that a key is made of. */
    public static final int SEED = 32;

    private static final String ALGORITHM = "Ed25519";

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
        return new MarksKey(pair(seed.clone()));
    }

    /**
     * Reads a private key: PEM, or the base64 of its PKCS #8 form.
     *
     * @throws IllegalArgumentException when it is neither; the message does not repeat it
     */
    public static MarksKey parse(String text) {
        try {
            PrivateKey given =
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(Pem.bytes(text)));
            byte[] seed = ((EdECPrivateKey) given)
                    .getBytes()
                    .orElseThrow(() -> new IllegalArgumentException("the private key does not give its bytes"));
            return new MarksKey(pair(seed));
        } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException("this is no private Ed25519 key in PKCS #8, as PEM or base64");
        }
    }

    /** The JDK tells no public key of a private one, but a generator makes both of the random bytes it is given. */
    private static KeyPair pair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] used = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            if (!MessageDigest.isEqual(used, seed)) {
                throw new IllegalStateException("this Java runtime makes Ed25519 keys in another way");
            }
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks Ed25519", e);
        }
    }

    /** Gives fixed bytes where random ones are asked for. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient byte[] seed;

        Given(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
        }
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
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a head cannot be signed", e);
        }
    }

    @Override
    public String toString() {
        return "MarksKey[" + publicKey.fingerprint() + "]";
    }
}
