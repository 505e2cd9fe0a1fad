package dev.governance.console.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What agents may do only when a person says so. */
@Command(
        name = "gates",
        mixinStandardHelpOptions = true,
        description = "List, grant and deny what agents ask for, through a running console.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListGatesCommand.class, GrantCommand.class, DenyCommand.class})
final class GatesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
