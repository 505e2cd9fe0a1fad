package dev.governance.console.cli;

import dev.governance.console.server.ConsoleUsers;
import dev.governance.console.server.DatabaseSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives somebody another password. */
@Command(
        name = "reset-password",
        mixinStandardHelpOptions = true,
        description = "Give somebody another password; all sessions of that person end.")
final class ResetPasswordCommand implements Runnable {
    @Option(names = "--username", required = true, paramLabel = "NAME", description = "Whose password.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String username;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private PasswordOptions passwords;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Override
    public void run() {
        @Nullable String password = passwords.read();
        try (DatabaseSource source = where.open();
                ConsoleUsers users = ConsoleUsers.of(source)) {
            ConsoleUsers.NewPassword reset = users.reset(username, password);
            System.err.println("changed the password of " + reset.user().username() + "; all sessions ended");
            PasswordOptions.show(reset);
        }
    }
}
