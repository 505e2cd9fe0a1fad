package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.Upkeep;
import dev.governance.console.wire.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads a backup into an empty database. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Read a backup into an empty database or a new --data folder: every row or none.")
final class RestoreCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Option(names = "--from", required = true, paramLabel = "FILE", description = "The file that backup made.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--json", description = "One line of JSON; progress goes to stderr.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (DatabaseSource source = where.openOrMake()) {
            Upkeep.Carried carried = Upkeep.restore(source, file, line -> {
                err.println(line);
                err.flush();
            });
            out.println(json ? Json.write(carried) : carried.words());
        }
        out.flush();
    }
}
