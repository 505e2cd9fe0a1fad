package dev.governance.console.cli;

import dev.governance.console.server.ConsoleUsers;
import dev.governance.console.server.DatabaseSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets somebody in no more. */
@Command(
        name = "disable-user",
        mixinStandardHelpOptions = true,
        description = "Let somebody sign in no more; all sessions of that person end.")
final class DisableUserCommand implements Runnable {
    @Option(names = "--username", required = true, paramLabel = "NAME", description = "Who.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String username;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Override
    public void run() {
        try (DatabaseSource source = where.open();
                ConsoleUsers users = ConsoleUsers.of(source)) {
            System.err.println("disabled " + users.disable(username).username() + "; all sessions ended");
        }
    }
}
