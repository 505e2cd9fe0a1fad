package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where historical keys are found; what is not found is unverifiable, what is another key counts as not found. */
class KeyMaterialTest {
    private static final String SECRET = "a-secret-of-enough-length-0123456789-abcdef";
    private static final ChainKey KEY = ChainKey.ofSecret(SECRET);
    private static final String VARIABLE = "GOVERNANCE_CHAIN_KEY_" + KEY.prefix();
    private static final int SIZE_LIMIT = 64 * 1024;

    @TempDir
    private Path folder;

    private static KeyMaterial at(String place) {
        return new KeyMaterial(Map.of(VARIABLE, place));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private KeyMaterial inFile(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("key"), content);
        return at(file.toUri().toString());
    }

    @Test
    void aKeyIsFoundAsTextOrInBase64() {
        assertThat(at(SECRET).apply(KEY.fingerprint())).contains(KEY);
        assertThat(at(base64(bytes(SECRET))).apply(KEY.fingerprint())).contains(KEY);
    }

    @Test
    void aKeyThatIsAtHandNeedsNoName() {
        KeyMaterial material = new KeyMaterial(Map.of(), List.of(KEY));

        assertThat(material.apply(KEY.fingerprint())).contains(KEY);
        assertThat(material.byPrefix(KEY.prefix())).contains(KEY);
        assertThat(material.byPrefix("0123456789abcdef")).isEmpty();
    }

    @Test
    void aKeyIsFoundUnderTheNameOfAnotherVariable() {
        KeyMaterial named = new KeyMaterial(Map.of(VARIABLE, "env://OLD", "OLD", SECRET));

        assertThat(named.apply(KEY.fingerprint())).contains(KEY);
        assertThat(named.byPrefix(KEY.prefix())).contains(KEY);
        assertThat(at("env://OLD").apply(KEY.fingerprint())).isEmpty();
    }

    @Test
    void aKeyIsFoundInAFileAsItIsOrAsTextOrInBase64() throws IOException {
        byte[] raw = new byte[40];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (250 - i);
        }
        ChainKey ofRaw = ChainKey.ofBytes(raw);
        Path file = Files.write(folder.resolve("raw"), raw);
        KeyMaterial unreadable = new KeyMaterial(
                Map.of("GOVERNANCE_CHAIN_KEY_" + ofRaw.prefix(), file.toUri().toString()));

        assertThat(unreadable.apply(ofRaw.fingerprint())).contains(ofRaw);
        assertThat(inFile(bytes(SECRET + "\n")).apply(KEY.fingerprint())).contains(KEY);
        assertThat(inFile(bytes(base64(bytes(SECRET)) + "\n")).apply(KEY.fingerprint()))
                .contains(KEY);
    }

    @Test
    void aFileBeyondTheLimitIsNotRead() throws IOException {
        byte[] largest = bytes(SECRET + " ".repeat(SIZE_LIMIT - SECRET.length()));

        assertThat(inFile(largest).apply(KEY.fingerprint())).contains(KEY);
        assertThat(inFile(bytes(SECRET + " ".repeat(SIZE_LIMIT - SECRET.length() + 1)))
                        .apply(KEY.fingerprint()))
                .isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(new KeyMaterial(Map.of()).apply(KEY.fingerprint())).isEmpty();
        assertThat(at(folder.resolve("nothing").toUri().toString()).apply(KEY.fingerprint()))
                .isEmpty();
        assertThat(at("file:no path").apply(KEY.fingerprint())).isEmpty();
        assertThat(at("%%%").apply(KEY.fingerprint())).isEmpty();
    }

    @Test
    void anotherKeyThanTheFingerprintSaysCountsAsNotFound() {
        String sameBeginning = KEY.prefix() + "0".repeat(48);

        assertThat(at("another-secret-of-enough-length-0123456789").apply(KEY.fingerprint()))
                .isEmpty();
        assertThat(at(SECRET).apply(sameBeginning)).isEmpty();
        assertThat(at(SECRET).apply("ab")).isEmpty();
    }
}
