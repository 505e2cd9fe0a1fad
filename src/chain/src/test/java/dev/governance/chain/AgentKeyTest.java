package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentKeyTest {
    private static final JsonNode VECTOR = Vectors.ALL.get("ed25519");
    private static final String SEED = VECTOR.get("private_seed_hex").asText();

    /** Of RFC 8410, around the seed. */
    private static final String PEM =
            Pem.of("PRIVATE KEY", HexFormat.of().parseHex("302e020100300506032b657004220420" + SEED));

    private static ChainRow signedByPython() {
        return Vectors.rows(Vectors.chain("S1_basic")).stream()
                .filter(row -> row.event()
                        .eventId()
                        .toString()
                        .equals(VECTOR.get("event_id").asText()))
                .findFirst()
                .orElseThrow();
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }

    @Test
    void itSignsARowInTheBytesOfThePythonSdk() {
        ChainRow row = signedByPython();

        assertThat(AgentKey.ofPem(PEM).sign(row.event(), row.hmacValue()))
                .isEqualTo(new RowSignature(
                        VECTOR.get("signature_hex").asText(),
                        VECTOR.get("fingerprint").asText(),
                        "signed"));
    }

    @Test
    void itsPublicHalfIsThePythonSdks() {
        AgentKey key = AgentKey.ofPem(PEM.replace("\n", "\r\n"));

        assertThat(key.publicKey().pem()).isEqualTo(VECTOR.get("public_key_pem").asText());
        assertThat(key.fingerprint()).isEqualTo(VECTOR.get("fingerprint").asText());
        assertThat(key).hasToString("AgentKey[" + key.fingerprint() + "]");
    }

    @Test
    void aPairOfTheJdkSignsWhatItsPublicHalfProves() throws GeneralSecurityException {
        AgentKey key = AgentKey.of(pair("Ed25519"));
        ChainRow row = signedByPython();
        byte[] signature =
                HexFormat.of().parseHex(key.sign(row.event(), row.hmacValue()).hex());

        assertThat(key.publicKey().fits(row.event().signedBytes(row.hmacValue()), signature))
                .isTrue();
    }

    @Test
    void halvesThatDoNotBelongTogetherAreRefused() throws GeneralSecurityException {
        KeyPair mixed = new KeyPair(pair("Ed25519").getPublic(), pair("Ed25519").getPrivate());
        KeyPair foreign = new KeyPair(pair("Ed25519").getPublic(), pair("RSA").getPrivate());
        KeyPair rsa = pair("RSA");

        assertThatThrownBy(() -> AgentKey.of(mixed)).hasMessage("the private key is not the public one's");
        assertThatThrownBy(() -> AgentKey.of(foreign)).hasMessage("the private key cannot sign with Ed25519");
        assertThatThrownBy(() -> AgentKey.of(rsa)).hasMessage("this is no Ed25519 public key");
    }

    @Test
    void whatIsNoPrivateKeyIsRefusedWithoutBeingRepeated() throws GeneralSecurityException {
        String body = PEM.lines().skip(1).findFirst().orElseThrow();
        for (String text : List.of(
                "",
                body,
                PEM.replace("PRIVATE", "ENCRYPTED PRIVATE"),
                PEM.replace("PRIVATE", "PUBLIC"),
                PEM + PEM,
                PEM + " ".repeat(5_000),
                PEM.replace(body, body.substring(0, 40)),
                PEM.replace(body, body.substring(0, 40) + "="),
                Pem.of("PRIVATE KEY", pair("RSA").getPrivate().getEncoded()),
                Pem.of("PRIVATE KEY", pair("Ed448").getPrivate().getEncoded()),
                VECTOR.get("public_key_pem").asText())) {
            assertThatThrownBy(() -> AgentKey.ofPem(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .hasMessageStartingWith("this is no private")
                    .hasMessageNotContaining(body.substring(20, 40));
        }
    }
}
