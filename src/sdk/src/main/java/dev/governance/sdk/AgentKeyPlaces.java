package dev.governance.sdk;

import dev.governance.chain.AgentKey;
import dev.governance.chain.files.KeyFileRights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the Python SDK keeps the key with which a process signs for all of its agents. */
final class AgentKeyPlaces {
    private static final Logger LOG = LoggerFactory.getLogger(AgentKeyPlaces.class);

    /** Under whose name that key stands, whatever the agents are called. */
    static final String AGENT = "governance.default";

    private static final String VARIABLE = "CODEATELIER_AGENT_KEY_GOVERNANCE_DEFAULT";

    private static final int SIZE_LIMIT = 64 * 1024; // bytes; a key has 119

    private final Map<String, String> environment;
    private final String home;

    /**
     * Creates it.
     *
     * @param home the user's folder, if {@code HOME} does not say another
     */
    AgentKeyPlaces(Map<String, String> environment, String home) {
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    /**
     * The key of {@code CODEATELIER_AGENT_KEY_GOVERNANCE_DEFAULT}, the base64 of its PEM; else that of the file
     * {@code codeatelier-governance/agents/governance.default.key} beneath {@code XDG_DATA_HOME} or
     * {@code ~/.local/share}; none where neither is, and, with a warning, where nobody may look.
     *
     * @throws IllegalStateException when there is one that cannot be used
     */
    Optional<AgentKey> find() {
        Optional<String> given = given(VARIABLE);
        if (given.isPresent()) {
            return given.map(AgentKeyPlaces::ofVariable);
        }
        Path file = Path.of(folder(), "codeatelier-governance", "agents", AGENT + ".key");
        return isThere(file) ? Optional.of(ofFile(file)) : Optional.empty();
    }

    /** The folders on the way may be another user's, as where {@code HOME} is that of whoever began the process. */
    private static boolean isThere(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log("whether there is an agents' key cannot be seen: rows are not signed; set " + VARIABLE
                            + ", or XDG_DATA_HOME to a folder of this user");
            return false;
        }
    }

    private String folder() {
        return given("XDG_DATA_HOME")
                .orElseGet(() ->
                        Path.of(given("HOME").orElse(home), ".local", "share").toString());
    }

    private Optional<String> given(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
    }

    private static AgentKey ofVariable(String value) {
        try {
            return AgentKey.ofPem(new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) { // its message would tell a part of what may be a key
            throw new IllegalStateException(VARIABLE + " holds no agents' key: it takes the base64, on one line, of an"
                    + " Ed25519 private key in PEM (PKCS #8, not encrypted); unset it to leave rows unsigned");
        }
    }

    /**
     * The key of a file.
     *
     * @throws IllegalStateException when there is none, others may read it, or it holds something else
     */
    static AgentKey ofFile(Path file) {
        try {
            requirePrivate(file);
            if (Files.size(file) > SIZE_LIMIT) {
                throw unusable(file, "has more than " + SIZE_LIMIT + " bytes");
            }
            return AgentKey.ofPem(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw unusable(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            throw unusable(file, "does not hold an Ed25519 private key in PEM (PKCS #8, not encrypted)");
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        if (KeyFileRights.areTooWide(file)) {
            String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            throw unusable(
                    file,
                    "is open to others (" + rights + "); give it mode 0600, or 0440 where it is mounted as root's");
        }
    }

    private static IllegalStateException unusable(Path file, String why) {
        return new IllegalStateException("the agents' key file " + file + " " + why);
    }
}
