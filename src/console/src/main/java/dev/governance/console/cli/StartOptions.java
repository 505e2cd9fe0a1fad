package dev.governance.console.cli;

import dev.governance.console.server.Config;
import dev.governance.console.server.ConfigFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that run a console. */
final class StartOptions {
    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0 picks a free one (default: 8766).")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:governance.data:-data}",
            description = "Folder of the embedded database (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "JSON file whose keys override those of conf/console.json.")
    private @Nullable Path file;

    @Option(names = "--no-color", description = "Plain text, no colors.")
    private boolean plain;

    Config config() {
        return ConfigFile.read(file, System.getenv(), port);
    }

    Path data() {
        return data.toAbsolutePath().normalize();
    }

    Terminal terminal() {
        return new Terminal(!plain);
    }
}
