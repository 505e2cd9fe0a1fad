package dev.governance.console.db.dump;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import dev.governance.console.db.dump.Catalog.Table;
import dev.governance.console.db.dump.Manifest.DumpedTable;
import dev.governance.console.db.schema.Migrations;
import dev.governance.console.db.schema.SdkSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Puts the rows of a backup into an empty database, in one transaction that ends only if every one is found there. */
final class Restore {
    /** Holds one row in a new database already: where the SDK's own migrations stand. */
    private static final String STAMP = "alembic_version";

    private final Connection connection;
    private final DatabaseUrl url;
    private final Archive archive;

    private Restore(Connection connection, DatabaseUrl url, Archive archive) {
        this.connection = connection;
        this.url = url;
        this.archive = archive;
    }

    static void into(DatabaseUrl url, Archive archive, Consumer<String> line) throws SQLException, IOException {
        try (Connection connection = url.connect()) {
            SdkSchema sdk = SdkSchema.of(connection);
            Restore restore = new Restore(connection, url, archive);
            restore.refuseRows(Catalog.tables(connection, sdk));
            Migrations.migrate(url, false, line);
            connection.setAutoCommit(false);
            try {
                restore.run(Catalog.tables(connection, sdk), line);
                connection.commit();
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void refuseRows(List<Table> tables) throws SQLException {
        for (Table table : tables) {
            if (!table.name().equals(STAMP) && !isEmpty(table)) {
                throw new DatabaseProblem(url + " holds rows already (in " + table.place()
                        + "); restore into a new database or a new --data folder. Nothing was changed");
            }
        }
    }

    private boolean isEmpty(Table table) throws SQLException {
        return Jdbc.words(connection, "select 1 from " + table.place() + " limit 1")
                .isEmpty();
    }

    private void run(List<Table> tables, Consumer<String> line) throws SQLException, IOException {
        Copies.settle(connection);
        Jdbc.execute(connection, "set local lock_timeout = '10s'");
        for (Table table : tables) {
            Jdbc.execute(connection, "lock table " + table.place() + " in access exclusive mode");
        }
        refuseRows(tables);
        refuseStrangers(tables);
        for (Table table : tables) {
            for (DumpedTable dumped : archive.manifest().tables()) {
                if (same(table, dumped)) {
                    copy(table, dumped);
                    line.accept("restored " + dumped.rows() + " rows of " + table.place());
                }
            }
            Sequences.restore(connection, table, archive.manifest().sequences());
        }
    }

    private static boolean same(Table table, DumpedTable dumped) {
        return table.ours() == dumped.ours() && table.name().equals(dumped.name());
    }

    /** A newer console's backup may hold what this schema has no place for: better none of it than a part. */
    private void refuseStrangers(List<Table> tables) {
        for (DumpedTable dumped : archive.manifest().tables()) {
            boolean fits = tables.stream()
                    .anyMatch(table -> same(table, dumped) && table.columns().containsAll(dumped.columns()));
            if (!fits) {
                throw new DatabaseProblem("the backup holds columns of " + dumped.name()
                        + " that this console does not know; restore it with the console that made it, or a newer one");
            }
        }
    }

    private void copy(Table table, DumpedTable dumped) throws SQLException, IOException {
        if (table.name().equals(STAMP)) {
            Jdbc.execute(connection, "delete from " + table.place());
        }
        // What changes or refuses new rows has no say about old ones; nobody sees the table meanwhile.
        for (String guard : table.guards()) {
            Jdbc.execute(connection, "alter table " + table.place() + " disable trigger " + guard);
        }
        try (InputStream rows = archive.rows(dumped)) {
            Copies.in(connection, table, dumped.columns(), rows);
        }
        // A key that is checked late would keep the table from being altered.
        Jdbc.execute(connection, "set constraints all immediate");
        for (String guard : table.guards()) {
            Jdbc.execute(connection, "alter table " + table.place() + " enable trigger " + guard);
        }
        verify(table, dumped);
    }

    private void verify(Table table, DumpedTable dumped) throws SQLException, IOException {
        Digested digested = new Digested(OutputStream.nullOutputStream());
        long rows = Copies.out(connection, table, dumped.columns(), digested);
        if (rows != dumped.rows() || !digested.hex().equals(dumped.sha256())) {
            throw new DatabaseProblem("the rows of " + table.place() + " read back differently than they were written ("
                    + rows + " of " + dumped.rows() + " rows); nothing was restored");
        }
    }
}
