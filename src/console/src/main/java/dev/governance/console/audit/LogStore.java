package dev.governance.console.audit;

import dev.governance.chain.scan.LogScan;
import dev.governance.chain.scan.MarkRows;
import dev.governance.console.db.CopyOut;
import dev.governance.console.db.PrintedJson;
import java.sql.SQLException;
import java.util.Optional;

/** Where the log begins and ends, how large it seems, and its rows as COPY gives them. */
final class LogStore {
    /** Reading the table keeps it from being rewritten as long as the snapshot is open. */
    private static final String BOUNDS = """
        select (select chain_seq from governance_audit_events order by chain_seq limit 1) as first,
               (select chain_seq from governance_audit_events order by chain_seq desc limit 1) as last
        """;

    /** As the planner does it: rows a page when they were last counted, times the pages of now. */
    private static final String ESTIMATE = """
        select case when relpages > 0 and reltuples > 0
                    then (reltuples / relpages * (pg_relation_size(oid) / current_setting('block_size')::int))::bigint
               end as estimate
          from pg_class
         where oid = 'governance_audit_events'::regclass
        """;

    /** Places in the table mean something only as long as it is the same file. */
    private static final String TABLE = """
        select pg_relation_filenode(oid)::bigint as file,
               pg_relation_size(oid) / current_setting('block_size')::int as blocks,
               current_setting('server_version_num')::int >= 140000 as since14
          from pg_class
         where oid = 'governance_audit_events'::regclass
           and exists (select from governance_audit_events)
        """;

    /**
     * No writer signs more than 64 KiB of metadata, which PostgreSQL prints as 4 MiB at the very most; what is larger
     * fails without being read. What is stored in a few bytes is printed without being measured: that would take as long.
     */
    private static String columns(boolean since14) {
        return LogScan.COLUMNS.replace("metadata_json", PrintedJson.bounded("metadata_json", 4_194_304, since14));
    }

    /** All marks, for {@link MarkRows}. */
    static final String MARKS = "select " + MarkRows.COLUMNS + " from governance_console.marks";

    /**
     * The log.
     *
     * @param estimate about how many rows there are
     * @param table where they are
     */
    record Extent(long estimate, Table table) {}

    /**
     * The table as a file.
     *
     * @param file another number when all rows were written anew, as VACUUM FULL does
     * @param blocks how long it is
     * @param since14 whether PostgreSQL is that new: it finds a range of blocks without reading the others
     */
    record Table(long file, long blocks, boolean since14) {}

    /** Empty when there is no row. */
    static Optional<Extent> extent(CopyOut snapshot) throws SQLException {
        Long[] ends = snapshot.list(
                        BOUNDS, row -> new Long[] {(Long) row.getObject("first"), (Long) row.getObject("last")})
                .get(0);
        if (ends[0] == null || ends[1] == null) {
            return Optional.empty();
        }
        long span = ends[1] - ends[0] + 1;
        long most = span > 0 ? span : Long.MAX_VALUE; // two ends of all numbers are too far apart to be told
        long estimate = snapshot.list(ESTIMATE, row -> {
                    long rows = row.getLong("estimate");
                    return row.wasNull() ? most : rows;
                })
                .get(0);
        return table(snapshot).map(table -> new Extent(Math.min(estimate, most), table));
    }

    /** The table, which stays as it is until the snapshot is closed; empty when there is no row. */
    static Optional<Table> table(CopyOut snapshot) throws SQLException {
        return snapshot
                .list(TABLE, row -> new Table(row.getLong("file"), row.getLong("blocks"), row.getBoolean("since14")))
                .stream()
                .findFirst();
    }

    /**
     * The query for a stretch of the log, for {@link LogScan}; in no order, for in that of the table PostgreSQL gives rows
     * fastest.
     */
    static String stretch(Table table, Ranges.Range range) {
        String rows = "select " + columns(table.since14()) + " from governance_audit_events";
        if (range.isWhole()) {
            return rows;
        }
        String begins = rows + " where ctid > '(" + range.block() + "," + range.item() + ")'";
        return range.end() == Ranges.OPEN ? begins : begins + " and ctid < '(" + range.end() + ",0)'";
    }

    private LogStore() {}
}
