package dev.governance.console.cli;

import java.io.PrintWriter;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends an API token. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "End an API token at once, and the streams that came by it: one's own, or as an admin anybody's.")
final class RevokeTokenCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The token's id, as tokens list shows it; never its secret.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private UUID id;

    /** What the console answers. */
    record Revoked(boolean ok, UUID tokenId) {}

    @Override
    public void run() {
        try (ConsoleClient console = ConsoleClient.signIn(login.read(Variables.read()))) {
            Revoked revoked = console.end(TokensCommand.PATH + "/" + id, Revoked.class);
            PrintWriter out = spec.commandLine().getOut();
            out.println("revoked " + revoked.tokenId());
            out.flush();
        }
    }
}
