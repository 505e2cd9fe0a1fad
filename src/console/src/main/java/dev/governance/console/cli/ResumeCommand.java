package dev.governance.console.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a halted agent go on, through a running console. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Let a halted agent go on, through a running console. The password that signs in is checked once more.",
        },
        footer = {
            "",
            "Exits with 0 resumed by this command; 1 refused, as when it is not halted, and nothing was changed;",
            "2 wrong usage; 3 when it is not known whether it took effect."
        })
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AgentAct act;

    @Override
    public Integer call() {
        return act.perform("resume", true);
    }
}
