package dev.governance.console.cli;

import dev.governance.console.server.config.Configuration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Set a key of the configuration, as --set http.connections=200; lists have commas. More than once"
                            + " for several keys. `governance config print` shows every key.")
    private Map<String, String> keys = Map.of();

    @Option(names = "--no-color", description = "Plain text, no colors.")
    private boolean plain;

    Configuration configuration() {
        Map<String, String> options = new LinkedHashMap<>(keys);
        if (port != null) {
            options.put("http.port", port.toString());
        }
        return Configuration.read(file, Variables.read(), options);
    }

    /** What to start with; from here on the log is as it says. */
    Configuration started() {
        Configuration configuration = configuration();
        Logging.follow(configuration.config().log());
        return configuration;
    }

    Path data() {
        return data.toAbsolutePath().normalize();
    }

    Terminal terminal() {
        return new Terminal(!plain);
    }
}
