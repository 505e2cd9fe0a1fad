package dev.governance.console.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What scripts come in by. */
@Command(
        name = "tokens",
        mixinStandardHelpOptions = true,
        description = "Make, show and end API tokens, by which scripts use a running console.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CreateTokenCommand.class, ListTokensCommand.class, RevokeTokenCommand.class})
final class TokensCommand implements Runnable {
    static final String PATH = "/api/auth/tokens";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
