package dev.governance.sdk.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.AgentKey;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.RowSignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowSignerTest {
    private static final ChainKey CHAIN = ChainKey.ofSecret("a secret of the tests, long enough: 0123456789");
    private static final ChainEvent DRAFT = new ChainEvent(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "agent",
            null,
            "tool.call",
            "gpt-4o",
            null,
            null,
            "{\"n\": 1.0, \"text\": \"café\"}",
            null,
            Instant.parse("2026-11-29T12:00:00.000001Z"));

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean fits(AgentKey key, HeldEvent row) {
        return key.publicKey()
                .fits(
                        row.event().signedBytes(row.mac()),
                        HexFormat.of().parseHex(row.signature().hex()));
    }

    private static HeldEvent with(HeldEvent row, RowSignature signature) {
        return new HeldEvent(row.event(), row.mac(), signature, row.chainKey());
    }

    /** A key of a token that is pulled out and put in again. */
    private static final class Pulled implements EdECPrivateKey {
        private static final long serialVersionUID = 1L;

        private final transient EdECPrivateKey key;
        private boolean out;

        Pulled(KeyPair pair) {
            this.key = (EdECPrivateKey) pair.getPrivate();
        }

        @Override
        public Optional<byte[]> getBytes() {
            return out ? Optional.empty() : key.getBytes();
        }

        @Override
        public NamedParameterSpec getParams() {
            return key.getParams();
        }

        @Override
        public String getAlgorithm() {
            return key.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    @Test
    void theSignatureIsOfTheRowAtItsPlace() {
        AgentKey key = AgentKey.of(pair());
        RowSigner signer = new RowSigner(CHAIN, key);
        HeldEvent first = signer.after(null, DRAFT);
        HeldEvent moved = signer.after(first.mac(), DRAFT);

        assertThat(first.signature().fingerprint()).isEqualTo(key.fingerprint());
        assertThat(first.signature().status()).isEqualTo("signed");
        assertThat(fits(key, first)).isTrue();
        assertThat(fits(key, moved)).isTrue();
        assertThat(moved.signature()).isNotEqualTo(first.signature());
        assertThat(fits(key, HeldEvent.read(new String(first.line(), StandardCharsets.US_ASCII))))
                .isTrue();
    }

    @Test
    void withoutAKeyRowsAreUnsigned() {
        assertThat(new RowSigner(CHAIN, null).after(null, DRAFT).signature())
                .isEqualTo(new RowSignature(null, null, "unsigned"));
    }

    @Test
    void aKeyThatCannotSignNowLeavesALocalFailureUntilItCan() {
        KeyPair pair = pair();
        Pulled pulled = new Pulled(pair);
        AgentKey key = AgentKey.of(new KeyPair(pair.getPublic(), pulled));
        RowSigner signer = new RowSigner(CHAIN, key);

        pulled.out = true;
        HeldEvent failed = signer.after(null, DRAFT);
        pulled.out = false;
        HeldEvent signed = signer.after(null, DRAFT);

        assertThat(failed.signature()).isEqualTo(new RowSignature(null, null, "unsigned_local_failure"));
        assertThat(failed.isSignedBy(CHAIN)).isTrue();
        assertThat(fits(key, signed)).isTrue();
    }

    @Test
    void ofAHeldLineOnlyASignatureThatIsWhatItSaysIsLeft() {
        AgentKey key = AgentKey.of(pair());
        RowSigner signer = new RowSigner(CHAIN, key);
        HeldEvent row = signer.after(null, DRAFT);
        String hex = row.signature().hex();
        String name = key.fingerprint();
        HeldEvent ofAnother = new RowSigner(CHAIN, AgentKey.of(pair())).after(null, DRAFT);

        assertThat(signer.leavesSignature(row)).isTrue();
        assertThat(signer.leavesSignature(with(row, RowSignature.UNSIGNED))).isTrue();
        assertThat(signer.leavesSignature(with(row, RowSignature.LOCAL_FAILURE)))
                .isTrue();
        assertThat(signer.leavesSignature(ofAnother)).isTrue();
        assertThat(new RowSigner(CHAIN, null).leavesSignature(row)).isTrue();
        for (RowSignature changed : new RowSignature[] {
            new RowSignature(ofAnother.signature().hex(), name, "signed"),
            new RowSignature(hex + "00", name, "signed"),
            new RowSignature("no hex", name, "signed"),
            new RowSignature(hex, null, "signed"),
            new RowSignature(null, name, "signed"),
            new RowSignature(null, null, "signed")
        }) {
            assertThat(signer.leavesSignature(with(row, changed)))
                    .as(changed.toString())
                    .isFalse();
        }
    }
}
