package dev.governance.console.server;

import dev.governance.console.server.config.StartProblem;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Switches of the Python console that this one has not: where somebody would be let in further, it does not start. */
final class ForeignSwitches {
    private static final String DEV_MODE = "GOVERNANCE_CONSOLE_DEV_MODE";
    private static final String VIEWERS_BY_AGENT = "GOVERNANCE_CONSOLE_SCOPE_VIEWERS_BY_AGENT";
    private static final Set<String> OFF = Set.of("", "0", "false", "no", "off");

    /**
     * Looks for them.
     *
     * @param progress is told what has no effect
     * @throws StartProblem when one is on that keeps something from people there and not here
     */
    static void check(Map<String, String> environment, Consumer<String> progress) {
        if (isOn(environment, VIEWERS_BY_AGENT)) {
            throw new StartProblem(
                    VIEWERS_BY_AGENT + " is on, and this console shows every agent to whoever may sign in."
                            + " Unset it where that may be so");
        }
        if (isOn(environment, DEV_MODE)) {
            progress.accept(DEV_MODE + " has no effect: this console has no mode in which nobody signs in");
        }
    }

    private static boolean isOn(Map<String, String> environment, String name) {
        return !OFF.contains(environment.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT));
    }

    private ForeignSwitches() {}
}
