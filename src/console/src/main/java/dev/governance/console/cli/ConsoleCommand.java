package dev.governance.console.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who may use the console. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Manage who may use the console.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AddUserCommand.class,
            ListUsersCommand.class,
            DisableUserCommand.class,
            ResetPasswordCommand.class
        })
final class ConsoleCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
