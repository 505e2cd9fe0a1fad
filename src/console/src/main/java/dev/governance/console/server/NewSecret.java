package dev.governance.console.server;

import dev.governance.chain.ChainKey;
import dev.governance.chain.WeakSecretException;
import dev.governance.console.server.config.SmallFile;
import dev.governance.console.server.config.StartProblem;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The secret that a rotation lets sign from now on: a text, for agents sign with the bytes of the text that their
 * {@code GOVERNANCE_AUDIT_SECRET} holds, whatever else it could be read as.
 */
public final class NewSecret {
    private final String text;
    private final boolean lineBreak;

    private NewSecret(String text, boolean lineBreak) {
        this.text = text;
        this.lineBreak = lineBreak;
    }

    /**
     * Reads {@code env://NAME} or {@code file:///path}.
     *
     * @throws StartProblem when it is not there or no environment variable could hold it
     */
    public static NewSecret of(String uri, Map<String, String> environment) {
        if (uri.startsWith("env://")) {
            String name = uri.substring("env://".length());
            String value = environment.get(name);
            if (value == null || value.isEmpty()) {
                throw new StartProblem("the environment variable " + name + " is not set; it should hold the new key");
            }
            return new NewSecret(value, false);
        }
        if (uri.startsWith("file:")) {
            try {
                return of(Path.of(URI.create(uri)));
            } catch (IllegalArgumentException e) {
                throw new StartProblem("the new key's file is named as file:///path", e);
            }
        }
        throw new StartProblem(
                "the new key is named as env://NAME or file:///path, never given itself: process lists show it");
    }

    /** Reads a file; a line break at its end is no part of the secret. */
    public static NewSecret of(Path file) {
        String text = SmallFile.text(file);
        String bare = text.replaceFirst("\\r?\\n\\z", "");
        return new NewSecret(bare, bare.length() < text.length());
    }

    /**
     * The secret.
     *
     * @throws StartProblem when it is weak or holds what no environment variable can
     */
    String text() {
        if (text.indexOf(0) >= 0) {
            throw new StartProblem("the new key holds a NUL, which no environment variable can");
        }
        try {
            ChainKey.ofSecret(text);
            return text;
        } catch (WeakSecretException e) {
            throw new StartProblem("the new key is weak: " + e.getMessage() + "; make one: openssl rand -hex 32", e);
        }
    }

    /** How it was read and how not, in sentences; of the secret nothing but fingerprints. */
    public List<String> told() {
        ChainKey key = ChainKey.ofSecret(text());
        List<String> told = new ArrayList<>();
        told.add("registered the secret as its text reads, which is what " + AuditSecret.VARIABLE + " signs with: key "
                + key.prefix());
        key.decoded()
                .ifPresent(other -> told.add("its text is valid base64, too; that reading, key " + other.prefix()
                        + ", signs nothing and was not registered"));
        if (lineBreak) {
            told.add("the line break at the end of its file is no part of it");
        }
        return told;
    }

    @Override
    public String toString() {
        return "NewSecret[hidden]";
    }
}
