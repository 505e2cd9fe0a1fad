package dev.governance.console.server;

import dev.governance.console.db.dump.Dump;
import dev.governance.console.db.dump.Manifest;
import dev.governance.console.db.schema.MigrationReport;
import dev.governance.console.db.schema.Migrations;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What an operator does to a database from the command line: bring it up to date, carry it elsewhere. */
public final class Upkeep {
    /**
     * What a migration did, or would do.
     *
     * @param changed whether the steps were taken
     * @param steps in order, in words
     * @param remarks what a person should know
     */
    public record Migrated(boolean changed, List<String> steps, List<String> remarks) {}

    /**
     * What was carried.
     *
     * @param words the same for people, and what to keep in mind
     */
    public record Carried(long rows, int tables, String words) {}

    /**
     * Brings the schema up to date.
     *
     * @param check says what would be done and does nothing
     * @param retire drops the Python console's own triggers, too
     * @param line hears what is or would be done, a line each
     */
    public static Migrated migrate(DatabaseSource source, boolean check, boolean retire, Consumer<String> line) {
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
        return new Migrated(report.changed() && !report.steps().isEmpty(), report.steps(), report.remarks());
    }

    /** Writes all rows into a new file; {@code line} hears of each table. */
    public static Carried backup(DatabaseSource source, Path file, Consumer<String> line) {
        Manifest written = Dump.write(source.url(), file, line);
        return carried(
                written,
                "wrote " + words(written) + " to " + file + "; the audit secret is not among them, keep "
                        + secret(source));
    }

    /** Reads the rows of a file into an empty database; {@code line} hears of each table. */
    public static Carried restore(DatabaseSource source, Path file, Consumer<String> line) {
        Manifest read = Dump.restore(file, source.url(), line);
        return carried(
                read,
                "restored and verified " + words(read) + "; the chain needs the audit secret it was written with: "
                        + secret(source)
                        + "; the console's own record of what it has seen is as old as the backup, so once you are sure"
                        + " of it: governance marks adopt --reason TEXT");
    }

    private static Carried carried(Manifest manifest, String words) {
        return new Carried(manifest.rows(), manifest.tables().size(), words);
    }

    private static String words(Manifest manifest) {
        return manifest.rows() + " rows of " + manifest.tables().size() + " tables";
    }

    private static String secret(DatabaseSource source) {
        return source.isEmbedded() ? "the file audit-secret of the data folder" : AuditSecret.VARIABLE;
    }

    private Upkeep() {}
}
