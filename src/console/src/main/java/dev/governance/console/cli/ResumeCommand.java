package dev.governance.console.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

    @Parameters(index = "0", paramLabel = "AGENT", description = "The agent's id, exactly.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String agent;

    @Override
    public Integer call() {
        return act.perform((console, by) -> {
            AgentAct.Done done =
                    AgentAct.one(console, agent, "resume", Map.of("reason", act.reason(), "password", by.password()));
            act.print(done.action() + " " + AgentAct.shown(done.agentId()) + " at " + done.resumedAt());
            return AgentAct.DONE;
        });
    }
}
