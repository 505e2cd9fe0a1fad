package dev.governance.console.cli;

import dev.governance.chain.Redaction;
import dev.governance.console.server.ConfigFile;
import dev.governance.console.server.HiddenNames;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says what a command must not show of what is stored. */
final class Hiding {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The console's configuration, when its redaction.keys names more that is to be hidden.")
    private @Nullable Path config;

    /** What hides it, as the console does. */
    Redaction redaction() {
        return HiddenNames.redaction(ConfigFile.read(config, System.getenv(), null), System.getenv());
    }
}
