package dev.governance.console.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Evidence that was exported. */
@Command(
        name = "compliance",
        mixinStandardHelpOptions = true,
        description = "Check evidence that a console exported.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {VerifyBundleCommand.class})
final class ComplianceCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
