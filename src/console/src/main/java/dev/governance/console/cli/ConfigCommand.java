package dev.governance.console.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the console is configured to do. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Show and check the configuration.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PrintConfigCommand.class, CheckConfigCommand.class})
final class ConfigCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
