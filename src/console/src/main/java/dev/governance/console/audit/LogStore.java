package dev.governance.console.audit;

import dev.governance.chain.Mark;
import dev.governance.chain.scan.LogScan;
import dev.governance.console.db.CopyOut;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Where the log begins and ends, how large it seems, and its rows as COPY gives them. */
final class LogStore {
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

    private static final String NEXT = """
        select chain_seq
          from governance_audit_events
         where chain_seq >= ?
           and chain_seq <= ?
         order by chain_seq
         limit 1
        """;

    /**
     * No writer signs more than 64 KiB of metadata, which PostgreSQL prints as 4 MiB at the very most; what is larger
     * fails without being read. What is stored in a few bytes is printed without being measured: that would take as long.
     */
    private static final String COLUMNS = LogScan.COLUMNS.replace("metadata_json::text", """
        case when pg_column_size(metadata_json) <= 8192 or octet_length(metadata_json::text) <= 4194304
             then metadata_json::text end\
        """);

    /** Numbers and ids of our own stand in it, for COPY takes no parameters. */
    private static final String STRETCH = """
        select %s
          from governance_audit_events
         where chain_seq >= %d
           and chain_seq <= %d
         %s
         order by chain_seq
        """;

    private static final String MARKS = """
        select session_id, events, last_seq, last_id, last_mac, encode(digest, 'hex') as digest
          from governance_console.marks
        """;

    private static final int MARKS_AT_ONCE = 2_000;

    /** Takes what was seen of a session. */
    interface MarkTaker {
        void take(UUID sessionId, Mark mark);
    }

    /**
     * The log.
     *
     * @param first chain_seq of the first row, {@code last} of the last
     * @param estimate about how many rows there are
     */
    record Extent(long first, long last, long estimate) {}

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
        return Optional.of(new Extent(ends[0], ends[1], Math.min(estimate, most)));
    }

    /** The first chain_seq from {@code first} to {@code last}. */
    static Optional<Long> next(CopyOut snapshot, long first, long last) throws SQLException {
        return snapshot.list(NEXT, row -> row.getLong(1), first, last).stream().findFirst();
    }

    /** Gives all marks, in no order. */
    static void marks(CopyOut snapshot, MarkTaker taker) throws SQLException {
        snapshot.each(
                MARKS,
                MARKS_AT_ONCE,
                row -> taker.take(
                        row.getObject("session_id", UUID.class),
                        new Mark(
                                row.getLong("events"),
                                row.getLong("last_seq"),
                                row.getObject("last_id", UUID.class),
                                row.getString("last_mac"),
                                row.getString("digest"))));
    }

    /** The query for a stretch of the log, for {@link LogScan}. */
    static String stretch(Ranges.Range range) {
        String but = range.but().stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        return STRETCH.formatted(
                COLUMNS,
                range.first(),
                range.last(),
                but.isEmpty() ? "" : "  and not (chain_seq = " + range.first() + " and event_id in (" + but + "))");
    }

    private LogStore() {}
}
