package dev.governance.console.cli;

import dev.governance.chain.Redaction;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.server.config.HiddenNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the console's configuration, so that a command hides and knows what the console does. */
final class Configured {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The console's configuration, when its redaction.keys names more that is to be hidden, or its"
                    + " marks.heads further files.")
    private @Nullable Path config;

    /** What hides secrets in what is stored, as the console does. */
    Redaction redaction() {
        return HiddenNames.redaction(
                Configuration.read(config, Variables.read(), Map.of()).config(), Variables.read());
    }

    /** Where else the newest head of the console's record is kept, so that an older one is noticed. */
    List<String> heads() {
        return Configuration.read(config, Variables.read(), Map.of())
                .config()
                .marks()
                .heads();
    }
}
