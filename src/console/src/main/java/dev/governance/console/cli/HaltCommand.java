package dev.governance.console.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Halts an agent through a running console. */
@Command(
        name = "halt",
        mixinStandardHelpOptions = true,
        description = {
            "Halt an agent through a running console: every check of an SDK refuses it within 5 s, until it is resumed.",
            "It may be one that was never seen."
        },
        footer = {
            "",
            "Exits with 0 halted by this command; 1 refused, as when it is halted already, and nothing was changed;",
            "2 wrong usage; 3 when it is not known whether it took effect."
        })
final class HaltCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AgentAct act;

    @Override
    public Integer call() {
        return act.perform("halt", false);
    }
}
