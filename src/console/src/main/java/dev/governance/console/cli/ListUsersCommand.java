package dev.governance.console.cli;

import dev.governance.console.server.ConsoleUsers;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.OneLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows who may sign in. */
@Command(name = "list-users", mixinStandardHelpOptions = true, description = "List who may sign in, oldest first.")
final class ListUsersCommand implements Runnable {
    private static final String LINE = "%-32s %-8s %-10s %s%n";
    private static final int LONGEST = 128;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Override
    public void run() {
        try (DatabaseSource source = where.open();
                ConsoleUsers users = ConsoleUsers.of(source)) {
            System.out.printf(LINE, "USERNAME", "ROLE", "STATUS", "CREATED");
            users.all().forEach(ListUsersCommand::show);
        }
    }

    private static void show(ConsoleUser user) {
        System.out.printf(
                LINE,
                OneLine.of(user.username(), LONGEST),
                user.role().code(),
                user.disabled() ? "disabled" : "active",
                user.createdAt());
    }
}
