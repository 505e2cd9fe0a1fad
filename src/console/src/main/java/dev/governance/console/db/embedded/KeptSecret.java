package dev.governance.console.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Function;

/** A secret in a file that only its owner may read; made once, whole or not at all. */
public final class KeptSecret {
    /** Reads the secret, or makes it of so many random bytes when the file is missing or empty. */
    public static String in(Path file, int bytes, Function<byte[], String> text) throws IOException {
        String kept = Files.exists(file) ? Files.readString(file).strip() : "";
        if (!kept.isEmpty()) {
            return kept;
        }
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        String secret = text.apply(random);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft); // of a start that was killed
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, secret);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return secret;
    }

    private KeptSecret() {}
}
