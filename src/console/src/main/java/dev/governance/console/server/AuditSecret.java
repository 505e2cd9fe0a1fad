package dev.governance.console.server;

import dev.governance.chain.ChainKey;
import dev.governance.chain.WeakSecretException;
import dev.governance.console.db.embedded.KeptSecret;
import dev.governance.console.server.config.StartProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The secret that agents and consoles share; given by the environment, or made beside the embedded database. */
public final class AuditSecret {
    public static final String VARIABLE = "GOVERNANCE_AUDIT_SECRET";

    static final String NEXT = "GOVERNANCE_AUDIT_SECRET_NEXT";
    private static final int BYTES = 32;

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
            return strong(KeptSecret.in(file, BYTES, HexFormat.of()::formatHex));
        } catch (IOException e) {
            throw new StartProblem(
                    "the audit secret " + file + " cannot be read or made: " + e.getMessage()
                            + "; without it nothing in this folder can be verified. Mend its rights, or bring it back",
                    e);
        }
    }

    /**
     * The secret that the chain may be rotated to while the console runs; empty where the environment names none.
     *
     * @throws StartProblem when it is weak
     */
    static Optional<String> next(Map<String, String> environment) {
        String given = environment.getOrDefault(NEXT, "");
        return given.isEmpty() ? Optional.empty() : Optional.of(strong(NEXT, given));
    }

    private static String strong(String secret) {
        return strong(VARIABLE, secret);
    }

    private static String strong(String variable, String secret) {
        try {
            ChainKey.ofSecret(secret);
            return secret;
        } catch (WeakSecretException e) {
            throw new StartProblem(variable + ": " + e.getMessage() + "; make one: openssl rand -hex 32", e);
        }
    }

    private AuditSecret() {}
}
