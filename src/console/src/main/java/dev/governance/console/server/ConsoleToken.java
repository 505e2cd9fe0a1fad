package dev.governance.console.server;

import dev.governance.console.server.config.StartProblem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one token of the environment, by which programs of the Python console read. */
final class ConsoleToken {
    static final String VARIABLE = "GOVERNANCE_CONSOLE_TOKEN";

    private static final int SHORTEST = 32;
    private static final int LONGEST = 4_096;

    /**
     * What the environment names; null when nothing.
     *
     * @throws StartProblem when it is too short to be safe from guessing, or cannot be sent as a header
     */
    static @Nullable String of(Map<String, String> environment) {
        String token = environment.getOrDefault(VARIABLE, "").strip();
        if (token.isEmpty()) {
            return null;
        }
        if (token.length() < SHORTEST || token.length() > LONGEST) {
            throw new StartProblem(VARIABLE + " has " + token.length() + " characters; it takes " + SHORTEST + " to "
                    + LONGEST
                    + ", so that nobody guesses it. Make one with: openssl rand -hex 32. Or unset it and use API"
                    + " tokens, which end and can be revoked");
        }
        if (!token.chars().allMatch(letter -> letter > ' ' && letter <= '~')) {
            throw new StartProblem(VARIABLE + " has characters that no header can carry; use letters and digits");
        }
        return token;
    }

    private ConsoleToken() {}
}
