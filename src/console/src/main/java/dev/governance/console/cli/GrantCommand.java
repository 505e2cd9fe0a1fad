package dev.governance.console.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets an agent do what it asked for, through a running console. */
@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        description = "Let an agent do what it asked for, once, through a running console.",
        footer = {
            "",
            "Exits with 0 granted by this command; 1 refused, and nothing was changed; 2 wrong usage; 3 when it is not"
                    + " known whether it took effect."
        })
final class GrantCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private GateAct act;

    @Option(names = "--rationale", paramLabel = "TEXT", description = "Why, at most 2000 characters.")
    private @Nullable String rationale;

    @Override
    public Integer call() {
        return act.perform("grant", rationale);
    }
}
