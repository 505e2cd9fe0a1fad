package dev.governance.console.server;

import dev.governance.chain.ChainKey;
import dev.governance.chain.WeakSecretException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** The secret that agents and consoles share; given by the environment, or made beside the embedded database. */
public final class AuditSecret {
    public static final String VARIABLE = "GOVERNANCE_AUDIT_SECRET";

    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /**
     * Reads the secret for a database that is not ours.
     *
     * @throws StartProblem when it is missing or weak; the message says how to make one
     */
    public static String required(Map<String, String> environment) {
        String secret = environment.get(VARIABLE);
        if (secret == null || secret.isEmpty()) {
            throw new StartProblem(VARIABLE
                    + " is not set. It is the secret your agents sign with; without it nothing can be verified."
                    + " Set it to the value your agents use, or make one: openssl rand -hex 32");
        }
        return strong(secret);
    }

    /** Reads the secret of an embedded database, or makes it on first use; the environment wins when it is set. */
    public static String kept(Path folder, Map<String, String> environment) {
        String given = environment.get(VARIABLE);
        if (given != null && !given.isEmpty()) {
            return strong(given);
        }
        Path file = folder.resolve("audit-secret");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return strong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the audit secret " + file + " cannot be read or made", e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        } catch (FileAlreadyExistsException e) {
            return; // another start made it meanwhile
        }
    }

    private static String strong(String secret) {
        try {
            ChainKey.ofSecret(secret);
            return secret;
        } catch (WeakSecretException e) {
            throw new StartProblem(VARIABLE + ": " + e.getMessage() + "; make one: openssl rand -hex 32", e);
        }
    }

    private AuditSecret() {}
}
