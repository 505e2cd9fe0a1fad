package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.governance.chain.AgentKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AgentKeyPlacesTest {
    private static final String VARIABLE = "CODEATELIER_AGENT_KEY_GOVERNANCE_DEFAULT";

    private static final String ONE = pem();
    private static final String OTHER = pem();

    private static String pem() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @TempDir
    private Path home;

    private Optional<String> found(Map<String, String> environment) {
        return new AgentKeyPlaces(environment, home.toString()).find().map(AgentKey::fingerprint);
    }

    private static String fingerprint(String pem) {
        return AgentKey.ofPem(pem).fingerprint();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Path write(Path data, String text, String rights) throws IOException {
        Path file = data.resolve("codeatelier-governance/agents/governance.default.key");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    void whereNoneIsNoneIsFound() {
        assertThat(found(Map.of())).isEmpty();
        assertThat(found(Map.of(VARIABLE, "", "XDG_DATA_HOME", ""))).isEmpty();
    }

    @Test
    void theVariableOutranksTheFile() throws IOException {
        write(home.resolve(".local/share"), OTHER, "rw-------");

        assertThat(found(Map.of(VARIABLE, base64(ONE)))).contains(fingerprint(ONE));
        assertThat(found(Map.of(VARIABLE, ""))).contains(fingerprint(OTHER));
    }

    @Test
    void theFileIsWhereThePythonSdkHasIt() throws IOException {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        write(home.resolve("data"), ONE, "r--------");
        write(elsewhere.resolve(".local/share"), OTHER, "rw-------");

        assertThat(found(Map.of("XDG_DATA_HOME", home.resolve("data").toString())))
                .contains(fingerprint(ONE));
        assertThat(found(Map.of("HOME", elsewhere.toString(), "XDG_DATA_HOME", "")))
                .contains(fingerprint(OTHER));
    }

    @Test
    void aVariableThatHoldsSomethingElseStopsTheStartAndIsNotRepeated() {
        for (String value : new String[] {
            ONE, base64(ONE) + "\n", base64("nothing"), base64(ONE).substring(4), "%%"
        }) {
            assertThatThrownBy(() -> found(Map.of(VARIABLE, value)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasNoCause()
                    .hasMessageStartingWith(VARIABLE + " holds no agents' key: it takes the base64, on one line")
                    .hasMessageNotContaining(value);
        }
    }

    @Test
    void aSecretThatIsMountedAsRootsIsReadByItsGroup() throws IOException {
        Path file = write(home.resolve(".local/share"), ONE, "r--r-----");
        if (Integer.valueOf(0).equals(Files.getAttribute(file, "unix:uid"))) {
            assertThat(found(Map.of())).contains(fingerprint(ONE));
        } else {
            assertThatThrownBy(() -> found(Map.of())).hasMessageContaining("is open to others (r--r-----)");
        }
    }

    @Test
    void aFileThatOthersMayReadStopsTheStart() throws IOException {
        for (String rights : new String[] {"rw-rw----", "rw----r--", "rw--w----", "rw-----w-"}) {
            write(home.resolve(".local/share"), ONE, rights);

            assertThatThrownBy(() -> found(Map.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "governance.default.key is open to others (" + rights + "); give it mode 0600");
        }
    }

    @Test
    void aFileThatIsThereAndNoKeyStopsTheStart() throws IOException {
        Path file = write(home.resolve(".local/share"), "no key", "rw-------");
        assertThatThrownBy(() -> found(Map.of()))
                .hasMessage("the agents' key file " + file
                        + " does not hold an Ed25519 private key in PEM (PKCS #8, not encrypted)");

        Files.writeString(file, "x".repeat(70_000));
        assertThatThrownBy(() -> found(Map.of())).hasMessageEndingWith("has more than 65536 bytes");

        Files.delete(file);
        Files.createSymbolicLink(file, home.resolve("gone"));
        assertThatThrownBy(() -> found(Map.of())).hasMessageEndingWith("cannot be read (NoSuchFileException)");
    }

    @Test
    void anEmptyHomeIsNone() throws IOException {
        write(home.resolve(".local/share"), ONE, "rw-------");

        assertThat(found(Map.of("HOME", ""))).contains(fingerprint(ONE));
    }

    @Test
    void aFolderThatCannotBeEnteredIsWarnedOfAndHoldsNoKey() throws IOException {
        Path turning = home.resolve("turning");
        Files.createSymbolicLink(turning, turning);

        List<String> said =
                said(() -> assertThat(found(Map.of("HOME", turning.toString()))).isEmpty());

        assertThat(said)
                .singleElement(STRING)
                .startsWith("WARN whether there is an agents' key cannot be seen: rows are not signed; set " + VARIABLE)
                .contains(turning.toString());
    }

    @Test
    void aFileInTheFoldersPlaceHoldsNoKey() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "no folder");

        assertThat(found(Map.of("HOME", file.toString()))).isEmpty();
    }

    @Test
    void anothersFolderHoldsNoKey() throws IOException {
        Path others = Files.createDirectories(home.resolve("others"));
        write(others.resolve(".local/share"), ONE, "rw-------");
        Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isExecutable(others), "root may enter every folder");

            assertThat(said(() ->
                            assertThat(found(Map.of("HOME", others.toString()))).isEmpty()))
                    .hasSize(1);
        } finally {
            Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** What is logged meanwhile. */
    private static List<String> said(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(AgentKeyPlaces.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            work.run();
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage() + " " + line.getKeyValuePairs())
                .toList();
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        assertThatThrownBy(() -> AgentKeyPlaces.ofFile(home.resolve("gone")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("gone cannot be read (NoSuchFileException)");
    }
}
