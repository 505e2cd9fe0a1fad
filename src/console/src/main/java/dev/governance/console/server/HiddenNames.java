package dev.governance.console.server;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of members that are hidden beside the usual ones: those of the configuration and of the environment. */
final class HiddenNames {
    private static final String VARIABLE = "GOVERNANCE_CONSOLE_REDACT_KEYS";

    static Set<String> of(List<String> configured, Map<String, String> environment) {
        return Stream.concat(
                        configured.stream(),
                        Arrays.stream(environment.getOrDefault(VARIABLE, "").split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private HiddenNames() {}
}
