package dev.governance.console.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which keys sign the audit log. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Show and change the keys that sign the audit log.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListKeysCommand.class, RotateKeyCommand.class, ImportKeyCommand.class, RevokeKeyCommand.class})
final class KeysCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
