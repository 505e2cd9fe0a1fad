package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which database a command works on. */
final class Where {
    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "The database, as postgresql://user:password@host:5432/name; else GOVERNANCE_DATABASE_URL,"
                    + " else the embedded one.")
    private @Nullable String url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:governance.data:-data}",
            description = "Folder of the embedded database (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    /** The folder of the embedded database. */
    Path data() {
        return data.toAbsolutePath().normalize();
    }

    /** Opens a database that must be there. */
    DatabaseSource open() {
        return DatabaseSource.forCommand(url, data(), false, Variables.read(), System.err::println);
    }

    /** Opens the database, beginning a new embedded one where there is none. */
    DatabaseSource openOrMake() {
        return DatabaseSource.forCommand(url, data(), true, Variables.read(), System.err::println);
    }
}
