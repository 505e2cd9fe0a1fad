package dev.governance.console.audit.marks;

import dev.governance.chain.ChainRow;
import dev.governance.chain.Marked;
import dev.governance.chain.SeqRanges.Range;
import dev.governance.console.audit.rows.SignedRowStore;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Rows of the log that were not marked yet. */
final class LogStore {
    /** Rows of each kind in one look. */
    static final int ROWS = 5_000;

    /**
     * Rows and the snapshot they were read in come from one statement; index scans, never an OR. A look ends after 16
     * MiB of metadata, but has one row at least; rows that share a number are never parted. Numbers that the sequence
     * has not given out are left alone: somebody chose them, and what lies between would pass for missing.
     */
    private static final String LOOK = """
            select pg_snapshot_xmin(s.snapshot)::text::bigint as xmin,
                   pg_snapshot_xmax(s.snapshot)::text::bigint as xmax,
                   s.cached,
                   e.*
              from (select pg_current_snapshot() as snapshot,
                           coalesce((select seqcache > 1 from pg_sequence where seqrelid = q.id), false) as cached,
                           coalesce(pg_sequence_last_value(q.id), 9223372036854775807) as given
                      from (select pg_get_serial_sequence('governance_audit_events', 'chain_seq')::regclass as id) q) s
              left join lateral (
                    select counted.*
                      from (select sized.*,
                                   count(*) over () as found,
                                   rank() over (order by chain_seq) as place,
                                   sum(octet_length(metadata)) over (order by chain_seq) as bytes
                              from ((select %1$s
                                       from governance_audit_events
                                      where chain_seq > $1
                                        and chain_seq <= s.given
                                      order by chain_seq
                                      fetch first $2 rows with ties)
                                     union all
                                    (select late.*
                                       from unnest($3::bigint[], $4::bigint[]) as gap(lowest, highest)
                                       join lateral (select %1$s
                                                       from governance_audit_events
                                                      where chain_seq between gap.lowest and gap.highest
                                                      order by chain_seq
                                                      fetch first $5 rows with ties) as late on true
                                      order by chain_seq
                                      fetch first $5 rows with ties)) as sized) as counted
                     where place = 1 or bytes <= 16777216
                   ) e on true
             order by e.chain_seq
            """.formatted(SignedRowStore.COLUMNS);

    /**
     * What one look found.
     *
     * @param gapsRead whether every row in the gaps was read that its snapshot shows
     * @param more whether there is more to be read at once
     * @param xmin below it no transaction is running
     * @param xmax from it on none had begun
     * @param cached whether connections hold numbers in stock, so that one may be used at any later time
     */
    record Look(List<ChainRow> rows, boolean gapsRead, boolean more, long xmin, long xmax, boolean cached) {}

    private record Seen(Row row, Long found, long xmin, long xmax, boolean cached) {}

    /** Looks for rows beyond {@code marked}, at most {@code limit}, and in its gaps. */
    Future<Look> look(Queries queries, Marked marked, int limit) {
        List<Range> gaps = marked.gaps().ranges();
        Tuple values = Tuple.tuple()
                .addLong(marked.upTo())
                .addInteger(limit)
                .addArrayOfLong(gaps.stream().map(Range::first).toArray(Long[]::new))
                .addArrayOfLong(gaps.stream().map(Range::last).toArray(Long[]::new))
                .addInteger(ROWS);
        return queries.list(LOOK, values, LogStore::seen).map(seen -> look(seen, marked.upTo(), limit));
    }

    private static Seen seen(Row row) {
        return new Seen(row, row.getLong("found"), row.getLong("xmin"), row.getLong("xmax"), row.getBoolean("cached"));
    }

    private static Look look(List<Seen> seen, long upTo, int limit) {
        Seen first = seen.get(0); // the snapshot comes even without a row
        long found = first.found() == null ? 0 : first.found();
        List<ChainRow> rows = found == 0
                ? List.of()
                : seen.stream().map(one -> SignedRowStore.of(one.row())).toList();
        long late = rows.stream().filter(row -> row.chainSeq() <= upTo).count();
        boolean cut = found > rows.size();
        boolean gapsRead = late < ROWS && (!cut || rows.size() > late);
        boolean more = cut || late >= ROWS || (limit > 0 && rows.size() - late >= limit);
        return new Look(rows, gapsRead, more, first.xmin(), first.xmax(), first.cached());
    }
}
