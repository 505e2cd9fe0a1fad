package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.EvidenceSeal.Part;
import dev.governance.chain.EvidenceSeal.Shown;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceSealTest {
    private static final ChainKey SECRET = ChainKey.ofSecret("0123456789abcdef-a-secret-for-tests-only");
    private static final MarksKey CONSOLE = MarksKey.ofSeed(seed());
    private static final String CONTENT =
            "{\"b\": 1, \"a\": \"é \\u2028\", \"n\": null, \"share\": 0.5, \"whole\": 1.0,"
                    + " \"window\": {\"start\": \"2026-11-01T00:00:00Z\"}}";

    /** Made by Python 3.11 with canonical_json and fingerprint_key of code-atelier-governance 0.7.3, as its console signs. */
    private static final String SEALED =
            "{\"a\":\"\\u00e9 \\u2028\",\"b\":1,\"bundle_hash\":\"62569d4fcbfd41fc2dcfa6729638a52d53b32892f4ee788"
                    + "d06973b4fe2e19878\",\"bundle_signature\":{\"algorithm\":\"HMAC-SHA256\",\"key_fingerprint\":\"cbb7b3"
                    + "628e9b86a6e8233bfb5c46cfeac8d68b275ad475333366fca976c3f545\",\"signature\":\"0f3170bc7c1264ed4b81cae"
                    + "9b24c45466c743600a3a2e023f653ec7ad47da506\"},\"console_signature\":{\"algorithm\":\"Ed25519\",\"key_"
                    + "fingerprint\":\"a050837d85070582ccf7394b0988847cc312cb88259b894899f6f239cf1791a5\",\"signature\":\"4"
                    + "71cef709b2fea21d021f468c5478e075a75563c9519e3a34283e99e593a8d227523da087829c21c6ecf681a34076ef4f0499"
                    + "30c2292ac32cdcf730e0e515408\"},\"n\":null,\"share\":0.5,\"whole\":1.0,\"window\":{\"start\":\"2026-1"
                    + "1-01T00:00:00Z\"}}";

    private static final String MAC = "0f3170bc7c1264ed4b81cae9b24c45466c743600a3a2e023f653ec7ad47da506";

    private static byte[] seed() {
        byte[] seed = new byte[MarksKey.SEED];
        IntStream.range(0, seed.length).forEach(i -> seed[i] = (byte) i);
        return seed;
    }

    private static boolean holds(String text, ChainKey secret) {
        try {
            return EvidenceSeal.check(text, CONSOLE.publicKey(), secret).holds();
        } catch (IllegalArgumentException e) {
            return false; // no bundle at all
        }
    }

    @Test
    void aBundleIsSealedAsPythonWouldSealIt() {
        assertThat(EvidenceSeal.sealed(CONTENT, SECRET, CONSOLE)).isEqualTo(SEALED);
    }

    @Test
    void whoHasThePublicKeyAloneTellsThatItIsWhole() {
        Shown shown = EvidenceSeal.check(SEALED + "\n", CONSOLE.publicKey(), null);

        assertThat(shown.holds()).isTrue();
        assertThat(shown.console()).isEqualTo(Part.HOLDS);
        assertThat(shown.secret()).isEqualTo(Part.UNCHECKED);
        assertThat(EvidenceSeal.check(SEALED, CONSOLE.publicKey(), SECRET).secret())
                .isEqualTo(Part.HOLDS);
    }

    @Test
    void everyByteCounts() {
        int mac = SEALED.indexOf(MAC);
        for (int i = 0; i < SEALED.length(); i++) {
            String changed = SEALED.substring(0, i) + (char) (SEALED.charAt(i) ^ 1) + SEALED.substring(i + 1);
            assertThat(holds(changed, SECRET))
                    .as("byte " + i + " with the secret")
                    .isFalse();
            if (i < mac || i >= mac + 64) {
                assertThat(holds(changed, null))
                        .as("byte " + i + " with the public key alone")
                        .isFalse();
            }
        }
    }

    /** Two members of one name are read as the first by some and as the last by others. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":2,", "{\"a\":\"\\u00e9 \\u2028\",", "{\"zz\":0,", "{ "})
    void whatWasAddedIsSeen(String begin) {
        assertThat(holds(begin + SEALED.substring(1), null)).isFalse();
    }

    @Test
    void aBundleOfAnotherConsoleIsNotBelieved() {
        Shown shown = EvidenceSeal.check(SEALED, MarksKey.random().publicKey(), null);

        assertThat(shown.holds()).isFalse();
        assertThat(shown.hash()).isEqualTo(Part.HOLDS);
        assertThat(shown.signer()).startsWith("a050837d");
    }

    @Test
    void whoMakesTheHashAnewIsFoundOutByTheSignature() {
        String changed = SEALED.replace("\"b\":1,", "\"b\":2,");
        String content =
                changed.replaceFirst("\"bundle_hash\":\"[0-9a-f]{64}\",", "").replace(MAC, "");
        byte[] hash = Digests.sha256().digest(content.getBytes(StandardCharsets.UTF_8));

        Shown shown = EvidenceSeal.check(
                changed.replaceFirst(
                        "(\"bundle_hash\":\")[0-9a-f]{64}",
                        "$1" + HexFormat.of().formatHex(hash)),
                CONSOLE.publicKey(),
                null);

        assertThat(shown.hash()).isEqualTo(Part.HOLDS);
        assertThat(shown.console()).isEqualTo(Part.BROKEN);
        assertThat(shown.holds()).isFalse();
    }

    @Test
    void whoHasTheAuditSecretAloneCannotMakeOne() {
        String forged = EvidenceSeal.sealed(CONTENT.replace("2026", "2025"), SECRET, MarksKey.random());

        assertThat(holds(forged, SECRET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"bundle_signature\":{},\"console_signature\":{}}", "{\"bundle_signature\":3}"
            })
    void whatIsNoBundleIsSaidToBeNone(String text) {
        assertThatThrownBy(() -> EvidenceSeal.check(text, CONSOLE.publicKey(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
