package dev.governance.console.cli;

import dev.governance.console.server.ConfigFile;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.MarksUpkeep;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say whose marks a command is about. */
final class MarksPlace {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The console's configuration, when its marks.heads names further files.")
    private @Nullable Path config;

    DatabaseSource open() {
        return where.open();
    }

    MarksUpkeep upkeep(DatabaseSource source) {
        return new MarksUpkeep(
                source,
                System.getenv(),
                ConfigFile.read(config, System.getenv(), null).marks().heads());
    }
}
