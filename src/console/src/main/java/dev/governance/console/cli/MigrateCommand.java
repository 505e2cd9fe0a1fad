package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.Upkeep;
import dev.governance.console.wire.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings a database of any release of the SDK up to date. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Bring a database of any release of the SDK, or an empty one, to the schema of this console.",
            "Agents go on writing meanwhile, and no row is lost. The user has to own the SDK's tables."
        })
final class MigrateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Option(names = "--check", description = "Change nothing; print what would be done.")
    private boolean check;

    @Option(
            names = "--retire-python-console",
            description = "Also drop the Python console's NOTIFY triggers, for which agents wait in line.")
    private boolean retire;

    @Option(names = "--json", description = "One line of JSON; what is done meanwhile goes to stderr.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter told = json ? spec.commandLine().getErr() : out;
        try (DatabaseSource source = check ? where.open() : where.openOrMake()) {
            Upkeep.Migrated migrated = Upkeep.migrate(source, check, retire, line -> {
                told.println(line);
                told.flush();
            });
            if (json) {
                out.println(Json.write(migrated));
                out.flush();
            }
        }
    }
}
