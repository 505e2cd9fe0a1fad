package dev.governance.console.db.schema;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database of any era of the SDK, or an empty one, to the current schema; loses nothing. */
public final class Migrations {
    /** For the tables that agents are writing to. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** For another node that is doing the same. */
    private static final Duration TURN = Duration.ofMinutes(15);

    private static final String BELL =
            "row-level NOTIFY of the Python console, which makes writers wait for each other: ";

    /**
     * Applies what is missing; blocks. Two callers at once migrate once.
     *
     * @param check changes nothing and answers what would be done
     * @param line hears each step as it is taken
     * @throws DatabaseProblem when the database may not or cannot be altered; the message names the way out
     */
    public static MigrationReport migrate(DatabaseUrl url, boolean check, Consumer<String> line) {
        return migrate(url, check, false, PATIENCE, line);
    }

    /** As {@link #migrate}, then drops the Python console's own triggers and their functions; ours ring instead. */
    public static MigrationReport retirePythonConsole(DatabaseUrl url, boolean check, Consumer<String> line) {
        return migrate(url, check, true, PATIENCE, line);
    }

    static MigrationReport migrate(
            DatabaseUrl url, boolean check, boolean retire, Duration patience, Consumer<String> line) {
        try (Connection connection = url.connect()) {
            SdkSchema sdk = SdkSchema.of(connection);
            return check ? planned(connection, sdk, url, retire) : done(connection, sdk, url, retire, patience, line);
        } catch (SQLException | FlywayException e) {
            throw explained(url, e);
        }
    }

    private static MigrationReport planned(Connection connection, SdkSchema sdk, DatabaseUrl url, boolean retire)
            throws SQLException {
        List<String> steps = new ArrayList<>();
        SqlFiles.pending(SqlFiles.of(url, sdk, line -> {})).forEach(file -> steps.add("would apply " + file));
        InvalidIndexes.found(connection, sdk).forEach(name -> steps.add("would rebuild the invalid index " + name));
        MarksTables.gone(connection).forEach(name -> steps.add("would make table " + name + ", which is gone, anew"));
        List<String> bells = PythonBells.found(connection, sdk);
        if (retire) {
            bells.forEach(bell -> steps.add("would drop trigger " + bell));
        }
        List<String> remarks = new ArrayList<>(Differences.of(connection, sdk));
        if (!steps.isEmpty()) {
            Rights.missing(connection, sdk).forEach(right -> remarks.add("this user lacks " + right));
        }
        if (!retire) {
            remarks.addAll(bellRemarks(bells));
        }
        return new MigrationReport(sdk.name(), false, steps, remarks);
    }

    private static MigrationReport done(
            Connection connection,
            SdkSchema sdk,
            DatabaseUrl url,
            boolean retire,
            Duration patience,
            Consumer<String> line)
            throws SQLException {
        List<String> steps = new ArrayList<>();
        Consumer<String> both = line.andThen(steps::add);
        Turn.await(connection, TURN, line);
        Flyway files = SqlFiles.of(url, sdk, both);
        Attempts attempts = new Attempts(connection, patience, line);
        MarksTables.forget(connection);
        if (isBehind(connection, sdk, files)) {
            Rights.demand(connection, sdk, url);
            Differences.of(connection, sdk).forEach(line);
            attempts.run(() -> InvalidIndexes.rebuild(connection, sdk, both));
            attempts.run(() -> {
                // A file that failed outside a transaction is remembered as failed and would stop every later run.
                SqlFiles.forgetFailures(files);
                InvalidIndexes.rebuild(connection, sdk, both);
                files.migrate();
            });
        }
        if (retire) {
            attempts.run(() -> PythonBells.retire(connection, sdk, both));
        }
        List<String> remarks = bellRemarks(PythonBells.found(connection, sdk));
        return new MigrationReport(sdk.name(), true, steps, remarks);
    }

    private static boolean isBehind(Connection connection, SdkSchema sdk, Flyway files) throws SQLException {
        return !SqlFiles.pending(files).isEmpty()
                || !InvalidIndexes.found(connection, sdk).isEmpty();
    }

    private static List<String> bellRemarks(List<String> bells) {
        return bells.stream()
                .map(bell -> BELL + bell + "; governance migrate --retire-python-console drops it")
                .toList();
    }

    /**
     * Tells whether a database lacks something this console needs, without changing it.
     *
     * @return the reason not to serve it, naming the command that mends it; empty when there is none
     */
    public static Optional<String> behind(DatabaseUrl url) {
        try (Connection connection = url.connect()) {
            List<String> pending = SqlFiles.pending(SqlFiles.of(url, SdkSchema.of(connection), line -> {}));
            return pending.isEmpty()
                    ? Optional.empty()
                    : Optional.of("the schema of " + url + " is behind this console by " + pending.size()
                            + " steps, the first is " + pending.get(0)
                            + ". Nothing was changed; run: governance migrate --database-url " + url
                            + " (with the password; --check shows what it would do)");
        } catch (SQLException | FlywayException e) {
            throw explained(url, e);
        }
    }

    private static DatabaseProblem explained(DatabaseUrl url, Exception failure) {
        SQLException cause = Attempts.sqlCause(failure);
        if (cause != null && "42501".equals(cause.getSQLState())) {
            return new DatabaseProblem(
                    "user " + url.user() + " lacks a right in " + url + ": " + cause.getMessage()
                            + ". Use the owner of the governance tables, or grant the right",
                    failure);
        }
        String why = cause == null ? failure.getMessage() : cause.getMessage();
        return new DatabaseProblem(
                "the schema of " + url + " could not be read or migrated: " + why
                        + ". The step that failed was rolled back, earlier ones stay; run the same again",
                failure);
    }

    private Migrations() {}
}
