package dev.governance.console.db.schema;

import dev.governance.console.db.DatabaseUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** The forward-only SQL files of the jar, and the table that remembers which of them were applied. */
final class SqlFiles {
    /** Everything that is ours and not the SDK's. */
    static final String SCHEMA = "governance_console";

    /** Our own lock is taken first, so whoever holds Flyway's is an agent whose session id happens to be its number. */
    static final int LOCK_SECONDS = 60;

    static Flyway of(DatabaseUrl url, SdkSchema sdk, Consumer<String> line) {
        FluentConfiguration files = Flyway.configure(SqlFiles.class.getClassLoader())
                .dataSource(new JdbcSource(url))
                .locations("classpath:migrations")
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .schemas(SCHEMA)
                .createSchemas(true)
                .table("schema_history")
                .placeholders(Map.of("sdk", sdk.identifier()))
                // Each part of the house numbers its own block of files.
                .outOfOrder(true)
                .lockRetryCount(LOCK_SECONDS)
                .loggers(FlywayLog.class.getName())
                .callbacks(new Step(line));
        // With it CREATE INDEX CONCURRENTLY waits for Flyway's own transaction, for ever.
        files.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
        return files.load();
    }

    /** Files that were not applied, or failed, in order and in words. */
    static List<String> pending(Flyway files) {
        return Arrays.stream(files.info().all())
                .filter(file -> file.getState() == MigrationState.PENDING
                        || file.getState().isFailed())
                .map(Step::words)
                .toList();
    }

    static void forgetFailures(Flyway files) {
        if (Arrays.stream(files.info().all()).anyMatch(file -> file.getState().isFailed())) {
            files.repair();
        }
    }

    private SqlFiles() {}
}
