package dev.governance.console.server;

import dev.governance.chain.ChainKey;
import dev.governance.chain.EvidenceSeal;
import dev.governance.chain.MarksPublicKey;
import dev.governance.chain.WeakSecretException;
import dev.governance.console.server.config.SmallFile;
import dev.governance.console.server.config.StartProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a bundle of evidence without a console and without its database: the public key is enough. */
public final class EvidenceCheck {
    private static final int LIMIT = 16 * 1024 * 1024; // bytes

    /**
     * What a bundle's seal shows; blocks. Its HMAC is checked, too, where the environment has the audit secret.
     *
     * @param key the public key in PEM; null for the one that the environment gives
     * @throws StartProblem when bundle or key cannot be read
     */
    public static EvidenceSeal.Shown of(Path bundle, @Nullable Path key, Map<String, String> environment) {
        MarksPublicKey console = key(key, environment);
        try {
            return EvidenceSeal.check(text(bundle), console, secret(environment));
        } catch (IllegalArgumentException e) {
            throw new StartProblem(bundle + " is no bundle of evidence: " + e.getMessage(), e);
        }
    }

    private static MarksPublicKey key(@Nullable Path key, Map<String, String> environment) {
        String text = key == null ? environment.get(MarksSecret.PUBLIC_VARIABLE) : SmallFile.text(key);
        if (text == null || text.isBlank()) {
            throw new StartProblem("say by which public key the console is known: --public-key FILE, or "
                    + MarksSecret.PUBLIC_VARIABLE + "; governance marks public-key prints it");
        }
        try {
            return MarksPublicKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new StartProblem("the public key cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable ChainKey secret(Map<String, String> environment) {
        String secret = environment.get(AuditSecret.VARIABLE);
        try {
            return secret == null || secret.isEmpty() ? null : ChainKey.ofSecret(secret);
        } catch (WeakSecretException e) {
            throw new StartProblem(AuditSecret.VARIABLE + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path bundle) {
        try (InputStream in = Files.newInputStream(bundle)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new StartProblem(bundle + " has more than " + LIMIT + " bytes, which no bundle has");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StartProblem("the bundle cannot be read: " + e, e);
        }
    }

    private EvidenceCheck() {}
}
