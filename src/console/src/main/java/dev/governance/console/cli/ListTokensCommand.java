package dev.governance.console.cli;

import dev.governance.console.wire.ApiToken;
import dev.governance.console.wire.OneLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows API tokens. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List API tokens, the newest first; those that are over stay for a month.")
final class ListTokensCommand implements Runnable {
    private static final String LINE = "%-36s %-20s %-8s %-20s %-20s %-40s %s%n";
    private static final int LONGEST = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Option(names = "--all", description = "Everybody's, which takes an admin; else one's own.")
    private boolean all;

    /**
     * A page of them.
     *
     * @param nextCursor where the next one begins; null at the end
     */
    record Page(List<ApiToken> tokens, @Nullable String nextCursor) {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (ConsoleClient console = ConsoleClient.signIn(login.read(Variables.read()))) {
            out.printf(LINE, "ID", "OWNER", "STATUS", "EXPIRES", "LAST USED", "SCOPES", "NAME");
            String first = TokensCommand.PATH + "?limit=500&all=" + all;
            String cursor = "";
            while (cursor != null) {
                Page page = console.ask(first + cursor, Page.class);
                page.tokens().forEach(token -> show(out, token, Instant.now()));
                cursor = page.nextCursor() == null ? null : "&cursor=" + AgentAct.encoded(page.nextCursor());
            }
        }
        out.flush();
    }

    private static void show(PrintWriter out, ApiToken token, Instant now) {
        out.printf(
                LINE,
                token.tokenId(),
                OneLine.of(token.username(), LONGEST),
                status(token, now),
                token.expiresAt().truncatedTo(ChronoUnit.SECONDS),
                token.lastUsedAt() == null ? "never" : token.lastUsedAt().truncatedTo(ChronoUnit.SECONDS),
                String.join(",", token.scopes()),
                OneLine.of(token.name(), LONGEST));
    }

    private static String status(ApiToken token, Instant now) {
        if (token.revokedAt() != null) {
            return "revoked";
        }
        return token.expiresAt().isAfter(now) ? "holds" : "expired";
    }
}
