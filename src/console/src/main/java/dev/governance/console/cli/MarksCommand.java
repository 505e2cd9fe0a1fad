package dev.governance.console.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the console has seen of the log, without which no loss can be ruled out. */
@Command(
        name = "marks",
        mixinStandardHelpOptions = true,
        description = "Show and begin the console's own record of what it has seen of the audit log.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AdoptMarksCommand.class, MarksStatusCommand.class, MarksPublicKeyCommand.class})
final class MarksCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
