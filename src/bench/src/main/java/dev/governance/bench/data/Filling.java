package dev.governance.bench.data;

import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Talk;
import dev.governance.chain.ChainRow;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills a migrated database with a log, without its indexes and triggers, which come back afterwards. */
public final class Filling {
    private static final int CHUNK = 256 * 1024;

    private static final List<String> QUICKLY = List.of(
            "set session_replication_role = replica", // the log's triggers rest in this session
            "set synchronous_commit = off",
            "set maintenance_work_mem = '1GB'");

    private static final String INDEXES = """
            select 'drop index ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
              from pg_index i
             where i.indrelid = 'governance_audit_events'::regclass
               and not i.indisprimary
            """;

    private static final String PRIMARY = """
            select 'alter table governance_audit_events drop constraint ' || quote_ident(conname),
                   'alter table governance_audit_events add constraint ' || quote_ident(conname) || ' '
                     || pg_get_constraintdef(oid)
              from pg_constraint
             where conrelid = 'governance_audit_events'::regclass
               and contype = 'p'
            """;

    private static final List<String> SETTLED = List.of("vacuum (analyze) governance_audit_events", "checkpoint");

    /** How an index goes and comes back. */
    private record Index(String drop, String create) {}

    /**
     * What was written.
     *
     * @param meanBytes the mean length of what was signed
     */
    public record Filled(long rows, long lastSeq, long meanBytes, double seconds) {}

    /** Writes that many rows; blocks for some ten seconds a million. */
    public static Filled fill(Place place, DatabaseUrl url, long rows) {
        long began = System.nanoTime();
        AuditLog log = new AuditLog(place.key(), rows, Instant.now());
        place.configure("max_wal_size", "16GB");
        place.configure("autovacuum", "off");
        try (Connection connection = url.connect()) {
            for (String setting : QUICKLY) {
                Jdbc.execute(connection, setting);
            }
            List<Index> indexes = new java.util.ArrayList<>(indexes(connection, INDEXES));
            indexes.addAll(indexes(connection, PRIMARY));
            for (Index index : indexes) {
                Jdbc.execute(connection, index.drop());
            }
            copy(connection, log);
            Talk.say(rows + " rows copied, " + log.meanBytes() + " signed bytes each");
            for (Index index : indexes) {
                Jdbc.execute(connection, index.create());
            }
            Talk.say(indexes.size() + " indexes built");
            Jdbc.words(
                    connection,
                    "select setval(pg_get_serial_sequence('governance_audit_events', 'chain_seq'), ?)::text",
                    log.lastSeq());
            for (String statement : SETTLED) {
                Jdbc.execute(connection, statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the log could not be filled: " + e.getMessage(), e);
        }
        place.configure("max_wal_size", null);
        double seconds = Numbers.rounded((System.nanoTime() - began) / 1e9);
        Talk.say("log of " + rows + " rows ready after " + seconds + " s");
        return new Filled(rows, log.lastSeq(), log.meanBytes(), seconds);
    }

    private static List<Index> indexes(Connection connection, String sql) throws SQLException {
        return Jdbc.list(connection, sql, row -> new Index(row.getString(1), row.getString(2)));
    }

    /** In the transaction that truncates, so that rows are frozen as they come. */
    private static void copy(Connection connection, AuditLog log) throws SQLException {
        connection.setAutoCommit(false);
        Jdbc.execute(connection, "truncate governance_audit_events");
        CopyIn in = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy governance_audit_events (" + BinaryRows.COLUMNS + ") from stdin (format binary, freeze)");
        BinaryRows rows = new BinaryRows();
        rows.begin();
        for (ChainRow row = log.next(); row != null; row = log.next()) {
            rows.row(row);
            if (rows.size() >= CHUNK) {
                send(in, rows);
            }
        }
        rows.end();
        send(in, rows);
        in.endCopy();
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void send(CopyIn in, BinaryRows rows) throws SQLException {
        byte[] bytes = rows.taken();
        in.writeToCopy(bytes, 0, bytes.length);
    }

    private Filling() {}
}
