package dev.governance.console.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps an agent from what it asked for, through a running console. */
@Command(
        name = "deny",
        mixinStandardHelpOptions = true,
        description = "Keep an agent from what it asked for, through a running console.",
        footer = {
            "",
            "Exits with 0 denied by this command; 1 refused, and nothing was changed; 2 wrong usage; 3 when it is not"
                    + " known whether it took effect."
        })
final class DenyCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private GateAct act;

    @Option(
            names = "--rationale",
            required = true,
            paramLabel = "TEXT",
            description = "Why, 1 to 2000 characters: the agent's developer is told.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String rationale;

    @Override
    public Integer call() {
        return act.perform("deny", rationale);
    }
}
