package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes the log as it is for whole, once and on somebody's word. */
@Command(
        name = "adopt",
        mixinStandardHelpOptions = true,
        description = {
            "Begin the record anew with the log as it is now: for a database that is new to this console, after a",
            "restore, or after a failover that lost something. What is gone by now will not be missed, so verify first.",
            "The reason is recorded in the log itself."
        })
final class AdoptMarksCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private MarksPlace place;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read the log.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String reason;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            defaultValue = "cli",
            description = "On whose behalf (default: ${DEFAULT-VALUE}); the system's user is recorded besides.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String operator;

    @Override
    public void run() {
        try (DatabaseSource source = place.open()) {
            String by = operator + " (command line, " + System.getProperty("user.name", "unknown") + ")";
            spec.commandLine().getOut().println(place.upkeep(source).adopt(reason, by));
        }
    }
}
