package dev.governance.console.cli;

import dev.governance.console.wire.ApiToken;
import dev.governance.console.wire.OneLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an API token. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Make an API token of whoever signs in. The secret is alone on stdout, and shown this once.",
        footer = {
            "",
            "It may do what both its scopes and its owner's role allow at that moment. Where no answer comes, tokens list",
            "shows whether it was made; its secret is lost then, so revoke it."
        })
final class CreateTokenCommand implements Runnable {
    private static final int SHOWN = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "TEXT",
            description = "What it is for, up to 100 characters.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Option(
            names = "--scope",
            required = true,
            paramLabel = "SCOPE",
            description = "read, verify, approvals.decide, agents.halt or policies.edit; may be given more than once.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<String> scopes;

    @Option(names = "--days", required = true, paramLabel = "N", description = "How long it holds, 1 to 365 days.")
    private int days;

    /** What the console answers. */
    record Made(boolean ok, String secret, ApiToken token) {
        @Override
        public String toString() {
            return "Made[" + token + "]";
        }
    }

    @Override
    public void run() {
        ConsoleLogin.Login who = login.read(Variables.read());
        try (ConsoleClient console = ConsoleClient.signIn(who)) {
            Made made = console.make(
                    TokensCommand.PATH,
                    Map.of(
                            "name",
                            name,
                            "scopes",
                            scopes,
                            "expires_in_days",
                            days,
                            "password_of_caller",
                            who.password()),
                    Made.class);
            ApiToken token = made.token();
            PrintWriter err = spec.commandLine().getErr();
            err.println("made token " + token.tokenId() + ", " + OneLine.of(token.name(), SHOWN) + ": "
                    + String.join(", ", token.scopes()) + ", until " + token.expiresAt()
                    + "; its secret is shown this once");
            err.flush();
            PrintWriter out = spec.commandLine().getOut();
            out.println(made.secret());
            out.flush();
        }
    }
}
