package dev.governance.console.server;

import dev.governance.console.db.dump.Dump;
import dev.governance.console.db.dump.Manifest;
import dev.governance.console.db.schema.MigrationReport;
import dev.governance.console.db.schema.Migrations;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What an operator does to a database from the command line: bring it up to date, carry it elsewhere. */
public final class Upkeep {
    /**
     * Brings the schema up to date.
     *
     * @param check says what would be done and does nothing
     * @param retire drops the Python console's own triggers, too
     * @param line hears what is or would be done, a line each
     */
    public static void migrate(DatabaseSource source, boolean check, boolean retire, Consumer<String> line) {
        MigrationReport report = retire
                ? Migrations.retirePythonConsole(source.url(), check, line)
                : Migrations.migrate(source.url(), check, line);
        if (check) {
            report.steps().forEach(line);
        }
        report.remarks().forEach(line);
        if (report.steps().isEmpty()) {
            line.accept("the schema of " + source.url() + " is up to date; nothing " + (check ? "to do" : "was to do"));
        } else if (!check) {
            line.accept("the schema of " + source.url() + " is up to date now");
        }
    }

    /** Writes all rows into a new file; answers what it holds in words. */
    public static String backup(DatabaseSource source, Path file) {
        return "wrote " + words(Dump.write(source.url(), file)) + " to " + file
                + "; the audit secret is not among them, keep " + secret(source);
    }

    /** Reads the rows of a file into an empty database; answers what was found there afterwards. */
    public static String restore(DatabaseSource source, Path file, Consumer<String> progress) {
        return "restored and verified " + words(Dump.restore(file, source.url(), progress)) + "; the chain needs the"
                + " audit secret it was written with: " + secret(source)
                + "; the console's own record of what it has seen is as old as the backup, so once you are sure of it:"
                + " governance marks adopt --reason TEXT";
    }

    private static String words(Manifest manifest) {
        return manifest.rows() + " rows of " + manifest.tables().size() + " tables";
    }

    private static String secret(DatabaseSource source) {
        return source.isEmbedded() ? "the file audit-secret of the data folder" : AuditSecret.VARIABLE;
    }

    private Upkeep() {}
}
