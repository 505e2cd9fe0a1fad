package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells where the running embedded database is, so that an agent or psql can go there. */
@Command(
        name = "database-url",
        mixinStandardHelpOptions = true,
        description = {
            "Print the URL of the running embedded database, password included, for agents and for psql.",
            "The audit secret that goes with it is in the file audit-secret of the data folder."
        })
final class DatabaseUrlCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Override
    public void run() {
        System.out.println(DatabaseSource.urlOfRunning(where.data()));
    }
}
