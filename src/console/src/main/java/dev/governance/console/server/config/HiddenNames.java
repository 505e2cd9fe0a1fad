package dev.governance.console.server.config;

import dev.governance.chain.Redaction;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of members that are hidden beside the usual ones: those of the configuration and of the environment. */
public final class HiddenNames {
    private static final String VARIABLE = "GOVERNANCE_CONSOLE_REDACT_KEYS";

    /** What hides secrets on every way out: of a server and of the command line alike. */
    public static Redaction redaction(Config config, Map<String, String> environment) {
        return new Redaction(Stream.concat(
                        config.redaction().keys().stream(),
                        Arrays.stream(environment.getOrDefault(VARIABLE, "").split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    private HiddenNames() {}
}
