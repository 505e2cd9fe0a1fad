package dev.governance.console.db.schema;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Brings a database of any era of the SDK, or an empty one, to the current schema; loses nothing. */
public final class Migrations {
    /**
     * Applies what is missing; blocks. Two callers at once migrate once.
     *
     * @param check changes nothing and answers what would be done
     * @param line hears each step as it is taken
     * @throws DatabaseProblem when the database may not or cannot be altered; the message names the way out
     */
    public static MigrationReport migrate(DatabaseUrl url, boolean check, Consumer<String> line) {
        try (Connection connection = url.connect()) {
            SdkSchema sdk = SdkSchema.of(connection);
            List<String> steps = new ArrayList<>();
            if (check) {
                pending(SqlFiles.of(url, sdk, line)).forEach(file -> steps.add("would apply " + Step.words(file)));
                return new MigrationReport(sdk.name(), false, steps, List.of());
            }
            SqlFiles.of(url, sdk, line.andThen(steps::add)).migrate();
            return new MigrationReport(sdk.name(), true, steps, List.of());
        } catch (SQLException e) {
            throw new DatabaseProblem("the database cannot be migrated: " + e.getMessage(), e);
        }
    }

    private static List<MigrationInfo> pending(Flyway files) {
        return Arrays.asList(files.info().pending());
    }

    private Migrations() {}
}
