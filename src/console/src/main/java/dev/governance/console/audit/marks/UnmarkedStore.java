package dev.governance.console.audit.marks;

import dev.governance.chain.Marked;
import dev.governance.chain.SeqRanges.Range;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the log that a head does not cover, counted by the index of numbers. */
final class UnmarkedStore {
    private static final String UNMARKED = """
            with unmarked as (
                (select chain_seq, created_at
                   from governance_audit_events
                  where chain_seq > $1
                  order by chain_seq
                  limit $4)
                union all
                (select late.chain_seq, late.created_at
                   from unnest($2::bigint[], $3::bigint[]) as gap(lowest, highest)
                   join lateral (select chain_seq, created_at
                                   from governance_audit_events
                                  where chain_seq between gap.lowest and gap.highest
                                  order by chain_seq
                                  limit $4) as late on true
                  limit $4)
            )
            select least(count(unmarked.chain_seq), $4) as found,
                   count(*) filter (where created_at not between clock.now - make_interval(secs => $5)
                                                             and clock.now + make_interval(secs => $5)) as old,
                   (select max(chain_seq) from governance_audit_events where chain_seq > $1) as newest,
                   max(chain_seq) filter (where chain_seq <= $1) as newest_in_gaps,
                   coalesce((select pg_sequence_last_value(q.id)
                               from (select pg_get_serial_sequence('governance_audit_events', 'chain_seq')::regclass
                                            as id) as q
                              where has_sequence_privilege(q.id, 'USAGE, SELECT')),
                            9223372036854775807) as given,
                   (select created_at
                      from unmarked
                     where isfinite(created_at)
                     order by chain_seq
                     limit 1) as first_at,
                   clock.now
              from (select greatest(clock_timestamp(), $6::timestamptz) as now) as clock
              left join unmarked on true
             group by clock.now
            """;

    /**
     * Counts them.
     *
     * @param fresh how far from now a row's own time may be that was written just now
     * @param now by this machine's clock; the database's is believed when it is later
     */
    Future<Unmarked> beyond(Queries queries, Marked marked, Duration fresh, Instant now) {
        List<Range> gaps = marked.gaps().ranges();
        Tuple values = Tuple.tuple()
                .addLong(marked.upTo())
                .addArrayOfLong(gaps.stream().map(Range::first).toArray(Long[]::new))
                .addArrayOfLong(gaps.stream().map(Range::last).toArray(Long[]::new))
                .addLong((long) Unmarked.COUNTED + 1)
                .addDouble(fresh.toMillis() / 1_000.0)
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return queries.findOne(UNMARKED, values, UnmarkedStore::unmarked).map(Optional::orElseThrow);
    }

    private static Unmarked unmarked(Row row) {
        return new Unmarked(
                row.getLong("found"),
                row.getLong("old"),
                row.getLong("newest"),
                row.getLong("newest_in_gaps"),
                row.getLong("given"),
                instant(row, "first_at"),
                row.getOffsetDateTime("now").toInstant());
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
