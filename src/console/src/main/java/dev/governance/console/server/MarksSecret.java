package dev.governance.console.server;

import dev.governance.chain.MarksKey;
import dev.governance.chain.MarksPublicKey;
import dev.governance.console.audit.marks.HeadFiles;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.db.embedded.KeptSecret;
import dev.governance.console.server.config.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs what consoles have seen, which agents must not have; given by the environment, or made in a folder
 * when the marks are adopted there.
 */
final class MarksSecret {
    static final String VARIABLE = "GOVERNANCE_MARKS_KEY";
    static final String PUBLIC_VARIABLE = "GOVERNANCE_MARKS_PUBLIC_KEY";

    private static final long SIZE_LIMIT = 64 * 1024;

    private final Path folder;
    private final Map<String, String> environment;

    MarksSecret(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * The key, if there is one.
     *
     * @throws StartProblem when it cannot be read
     */
    Optional<MarksKey> found() {
        Optional<MarksKey> given = given(VARIABLE, MarksKey::parse);
        return given.isPresent() ? given : kept("marks-key", MarksKey::parse);
    }

    /** The key; made, with its public half beside it, where there is none. */
    MarksKey foundOrMade() {
        Optional<MarksKey> given = given(VARIABLE, MarksKey::parse);
        if (given.isPresent()) {
            return given.get();
        }
        Path file = folder.resolve("marks-key");
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            KeptSecret.in(file, MarksKey.SEED, seed -> MarksKey.ofSeed(seed).secretText());
            MarksKey key = kept("marks-key", MarksKey::parse).orElseThrow();
            Files.writeString(folder.resolve("marks-key.pub"), key.publicKey().pem());
            return key;
        } catch (IOException e) {
            throw new StartProblem("the marks' key " + file + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** The public key by which true heads are told, if there is one. */
    Optional<MarksPublicKey> pinned() {
        return given(PUBLIC_VARIABLE, MarksPublicKey::parse)
                .or(() -> found().map(MarksKey::publicKey))
                .or(() -> kept("marks-key.pub", MarksPublicKey::parse));
    }

    /** Where the newest head is kept: in the folder, and wherever else it was asked for. */
    HeadFiles heads(List<String> further) {
        List<Path> files = new ArrayList<>();
        files.add(folder.resolve("marks-head.json"));
        further.forEach(file -> files.add(Path.of(file)));
        return new HeadFiles(files);
    }

    /** What this node knows of the marks; reads files. */
    Marks marks(List<String> further) {
        return new Marks(() -> new Marks.Keys(found().orElse(null), pinned().orElse(null)), heads(further));
    }

    /**
     * What somebody knows of the marks who only verifies.
     *
     * @param pin a file with the public key to believe in; null for the one that is found
     */
    Marks verifying(@Nullable Path pin, List<String> further) {
        if (pin == null) {
            return marks(further);
        }
        MarksPublicKey pinned = parsed(pin.toString(), text("--marks-key", pin), MarksPublicKey::parse);
        return new Marks(() -> new Marks.Keys(null, pinned), heads(further));
    }

    private <T> Optional<T> given(String variable, Function<String, T> parse) {
        String text = environment.getOrDefault(variable, "");
        return text.isBlank() ? Optional.empty() : Optional.of(parsed(variable, text, parse));
    }

    private <T> Optional<T> kept(String name, Function<String, T> parse) {
        Path file = folder.resolve(name);
        return Files.exists(file)
                ? Optional.of(parsed(file.toString(), text(file.toString(), file), parse))
                : Optional.empty();
    }

    private static String text(String where, Path file) {
        try {
            if (Files.size(file) > SIZE_LIMIT) {
                throw new StartProblem(where + ": the file is too large for a key");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartProblem(where + ": the file " + file + " cannot be read", e);
        }
    }

    private static <T> T parsed(String where, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new StartProblem(where + ": " + e.getMessage(), e);
        }
    }
}
