package dev.governance.console.cli;

import dev.governance.console.server.ConsoleUsers;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.wire.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets somebody new in. */
@Command(name = "add-user", mixinStandardHelpOptions = true, description = "Add somebody who may sign in.")
final class AddUserCommand implements Runnable {
    @Option(
            names = "--username",
            required = true,
            paramLabel = "NAME",
            description = "Up to 128 of a-z, 0-9, dot, underscore, hyphen and @; upper case becomes lower.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String username;

    @Option(
            names = "--role",
            paramLabel = "admin|viewer",
            defaultValue = "viewer",
            description = "What the person may do (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Role role;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private PasswordOptions passwords;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Override
    public void run() {
        @Nullable String password = passwords.read();
        try (DatabaseSource source = where.openOrMake();
                ConsoleUsers users = ConsoleUsers.of(source)) {
            ConsoleUsers.NewPassword added = users.add(username, role, password);
            System.err.println("added " + added.user().username() + ", "
                    + added.user().role().code());
            PasswordOptions.show(added);
        }
    }
}
