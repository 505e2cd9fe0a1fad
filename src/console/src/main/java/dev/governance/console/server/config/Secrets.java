package dev.governance.console.server.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables that hold secrets: each may name a file instead, by its own name with {@code _FILE} behind it, as a mounted
 * secret is.
 */
public final class Secrets {
    private static final String FILE = "_FILE";

    /** What every one is for stands in docs/configuration.md. */
    public static final List<String> VARIABLES = List.of(
            "GOVERNANCE_DATABASE_URL",
            "GOVERNANCE_HALT_DATABASE_URL",
            "GOVERNANCE_AUDIT_SECRET",
            "GOVERNANCE_AUDIT_SECRET_NEXT",
            "GOVERNANCE_MARKS_KEY",
            "GOVERNANCE_MARKS_PUBLIC_KEY",
            "GOVERNANCE_ALERT_WEBHOOK_URL",
            "GOVERNANCE_ALERT_WEBHOOK_SECRET",
            "GOVERNANCE_CONSOLE_TRACING_AUTHORIZATION",
            "GOVERNANCE_CONSOLE_TOKEN",
            "GOVERNANCE_API_TOKEN");

    /**
     * An environment in which secrets stand themselves; their files are read, so this blocks.
     *
     * @throws StartProblem when a file cannot be read, or a variable and its file are both named
     */
    public static Map<String, String> resolved(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        VARIABLES.forEach(variable -> {
            String file = environment.getOrDefault(variable + FILE, "");
            if (!file.isBlank()) {
                if (!environment.getOrDefault(variable, "").isEmpty()) {
                    throw new StartProblem(variable + " and " + variable + FILE + " are both set; keep one of them");
                }
                all.put(variable, line(variable + FILE, Path.of(file)));
            }
        });
        return Map.copyOf(all);
    }

    /** Where a secret comes from, for people; never the secret. */
    public static String source(String variable, Map<String, String> environment) {
        String file = environment.getOrDefault(variable + FILE, "");
        if (!file.isBlank()) {
            return "file " + file;
        }
        return environment.getOrDefault(variable, "").isEmpty() ? "not set" : "set";
    }

    /** Editors and {@code echo} end a file with a line's end, which is not of the secret. */
    private static String line(String variable, Path file) {
        try {
            String text = SmallFile.text(file).replaceFirst("\\R\\z", "");
            if (text.indexOf(0) >= 0) {
                throw new StartProblem("it holds a NUL, which no environment variable can");
            }
            if (text.isBlank()) {
                throw new StartProblem("it is empty, and no secret is not meant by naming one");
            }
            return text;
        } catch (StartProblem e) {
            throw new StartProblem(variable + ": " + e.getMessage(), e);
        }
    }

    private Secrets() {}
}
