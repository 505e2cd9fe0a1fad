package dev.governance.console.server;

import dev.governance.chain.ChainKey;
import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.embedded.EmbeddedPostgres;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.server.config.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the data are: a database that was named, or the embedded one of a folder, started if need be. */
public final class DatabaseSource implements AutoCloseable {
    public static final String VARIABLE = "GOVERNANCE_DATABASE_URL";

    private final DatabaseUrl url;
    private final @Nullable Path folder;
    private final Path marksFolder;
    private final @Nullable EmbeddedPostgres started;
    private final Map<String, String> environment;

    private DatabaseSource(
            DatabaseUrl url,
            @Nullable Path folder,
            Path marksFolder,
            @Nullable EmbeddedPostgres started,
            Map<String, String> environment) {
        this.url = url;
        this.folder = folder;
        this.marksFolder = marksFolder;
        this.started = started;
        this.environment = Map.copyOf(environment);
    }

    /** The embedded database of a folder, for this process alone. */
    public static DatabaseSource embedded(Path folder, Map<String, String> environment, Consumer<String> progress) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, progress);
        return new DatabaseSource(postgres.url(), folder, folder, postgres, environment);
    }

    /** What is kept of a database that is not ours lies beside the data folder, which is for the embedded one alone. */
    private static DatabaseSource foreign(DatabaseUrl url, Path folder, Map<String, String> environment) {
        Path beside = folder.resolveSibling(folder.getFileName() + "-marks");
        String name = url.database().replaceAll("[^A-Za-z0-9_-]", "_");
        return new DatabaseSource(url, null, beside.resolve(name), null, environment);
    }

    /** For a server: the database that the environment names, else the embedded one for this process alone. */
    public static DatabaseSource forServer(Path folder, Map<String, String> environment, Consumer<String> progress) {
        return named(VARIABLE, environment)
                .map(url -> foreign(url, folder, environment))
                .orElseGet(() -> embedded(folder, environment, progress));
    }

    /**
     * For a command: the database that {@code given} or the environment names, else the embedded one of the folder,
     * running or not.
     *
     * @param makes whether the command may begin a new embedded database where there is none
     */
    public static DatabaseSource forCommand(
            @Nullable String given,
            Path folder,
            boolean makes,
            Map<String, String> environment,
            Consumer<String> progress) {
        Optional<DatabaseUrl> named =
                given == null ? named(VARIABLE, environment) : Optional.of(DatabaseUrl.parse(given));
        if (named.isPresent()) {
            return foreign(named.get(), folder, environment);
        }
        Optional<DatabaseUrl> running = EmbeddedPostgres.running(folder);
        if (running.isPresent()) {
            return new DatabaseSource(running.get(), folder, folder, null, environment);
        }
        if (!makes && !Files.exists(folder)) {
            throw new StartProblem("there are no data in " + folder + "; name a database with --database-url or "
                    + VARIABLE + ", or the folder with --data DIR");
        }
        return embedded(folder, environment, progress);
    }

    /**
     * The whole URL of a running embedded database, password included.
     *
     * @throws StartProblem when none runs on the folder
     */
    public static String urlOfRunning(Path folder) {
        return EmbeddedPostgres.running(folder)
                .map(DatabaseUrl::withPassword)
                .orElseThrow(
                        () -> new StartProblem(
                                "no embedded database runs on " + folder
                                        + "; start one with `governance demo` or `governance serve`, or name its folder with --data DIR"));
    }

    /**
     * The database that a variable names, if it names one.
     *
     * @throws StartProblem when it is no URL of one
     */
    static Optional<DatabaseUrl> named(String variable, Map<String, String> environment) {
        String text = environment.getOrDefault(variable, "");
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(DatabaseUrl.parse(text));
        } catch (DatabaseProblem e) {
            throw new StartProblem(variable + ": " + e.getMessage(), e);
        }
    }

    public DatabaseUrl url() {
        return url;
    }

    /** Whether the database is ours alone, so that it may be altered without asking. */
    public boolean isEmbedded() {
        return folder != null;
    }

    /**
     * The secret that signs this database's chain.
     *
     * @throws StartProblem when the database is not ours and no secret is set, or it is weak
     */
    public String auditSecret() {
        return folder == null ? AuditSecret.required(environment) : AuditSecret.kept(folder, environment);
    }

    /**
     * The key of that secret, and the one that lies ready to follow it.
     *
     * @throws StartProblem when one of them cannot be had or is weak
     */
    SigningKey signingKey() {
        return new SigningKey(
                ChainKey.ofSecret(auditSecret()),
                AuditSecret.next(environment).map(ChainKey::ofSecret).orElse(null));
    }

    /**
     * A plain connection tells a wrong password from a wrong port, which a pool does not.
     *
     * @throws DatabaseProblem when nobody answers or lets us in
     */
    void requireReachable() {
        try {
            url.connect().close();
        } catch (SQLException e) {
            throw new DatabaseProblem("the database closed the connection: " + e.getMessage(), e);
        }
    }

    /** Whether the database was made just now, so that there is nothing in it that anybody could have taken away. */
    boolean isFresh() {
        return started != null && started.isFresh();
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Where the marks' key and their newest head are kept, unless the environment says otherwise. */
    Path marksFolder() {
        return marksFolder;
    }

    /** Stops the database if it was started here. */
    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
