package dev.governance.console.db.dump;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Carries all rows, the SDK's and ours, from one database to another of whatever PostgreSQL version. The audit secret is
 * not among them.
 */
public final class Dump {
    /**
     * Writes a backup while everybody goes on working.
     *
     * @param line hears of each table
     * @throws DatabaseProblem when the file is there already or cannot be written, or the schema is behind
     */
    public static Manifest write(DatabaseUrl url, Path file, Consumer<String> line) {
        if (Files.exists(file)) {
            throw new DatabaseProblem(file + " is there already; choose another name for the backup");
        }
        Migrations.behind(url).ifPresent(reason -> {
            throw new DatabaseProblem("only a database with the current schema is backed up: " + reason);
        });
        try {
            return Backup.write(url, file, line);
        } catch (SQLException e) {
            throw new DatabaseProblem(url + " cannot be backed up: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DatabaseProblem(
                    "the backup cannot be written to " + file + ": " + reason(e)
                            + "; check that the folder is there, writable and has room",
                    e);
        }
    }

    /**
     * Reads a backup into an empty database, migrating that first; everything or nothing.
     *
     * @param line hears each step
     * @throws DatabaseProblem when the file is damaged, or the database holds rows
     */
    public static Manifest restore(Path file, DatabaseUrl url, Consumer<String> line) {
        try (Archive archive = Archive.checked(file)) {
            Restore.into(url, archive, line);
            return archive.manifest();
        } catch (SQLException e) {
            throw new DatabaseProblem(
                    file + " cannot be restored into " + url + ": " + e.getMessage() + ". Nothing was restored", e);
        } catch (IOException e) {
            throw new DatabaseProblem(file + " cannot be read: " + reason(e) + ". Nothing was restored", e);
        }
    }

    /** A file that is not there has nothing but its name for a message. */
    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private Dump() {}
}
