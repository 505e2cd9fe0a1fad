package dev.governance.console.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whom a halt means: one agent, those that a pattern means, or all. */
final class HaltTarget {
    @Parameters(index = "0", arity = "0..1", paramLabel = "AGENT", description = "The agent's id, exactly.")
    private @Nullable String agent;

    @Option(
            names = "--matching",
            paramLabel = "PATTERN",
            description = "All agents whose id is this, in which * stands for any characters and all else for itself,"
                    + " in its case. Put it in quotes, or the shell takes the *.")
    private @Nullable String pattern;

    @Option(names = "--all", description = "All agents that the console knows.")
    private boolean all;

    /** The one agent; null when it is many. */
    @Nullable
    String agent() {
        return agent;
    }

    boolean isMany() {
        return agent == null;
    }

    String pattern() {
        return all || pattern == null ? "*" : pattern;
    }
}
