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

/** Private keys of Ed25519 (RFC 8032) as the JDK has them. */
final class Ed25519 {
    private static final String ALGORITHM = "Ed25519";

    /**
     * Reads a private key: PEM, or the base64 of its PKCS #8 form.
     *
     * @throws IllegalArgumentException when it is neither; the message does not repeat it
     */
    static KeyPair pair(String text) {
        try {
            PrivateKey given =
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(Pem.bytes(text)));
            byte[] seed = ((EdECPrivateKey) given)
                    .getBytes()
                    .orElseThrow(() -> new IllegalArgumentException("the private key does not give its bytes"));
            return pair(seed);
        } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException("this is no private Ed25519 key in PKCS #8, as PEM or base64");
        }
    }

    /** The JDK tells no public key of a private one, but a generator makes both of the random bytes it is given. */
    static KeyPair pair(byte[] seed) {
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

    /**
     * The signature's 64 bytes. Safe from any thread.
     *
     * @throws IllegalStateException when the key cannot sign
     */
    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Ed25519 key cannot sign", e);
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

    private Ed25519() {}
}
