package dev.governance.console.keys;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When which key began and ended, as the tables tell it. */
final class TimelineStore {
    /** A key ends when its successor was registered. */
    private static final String CHAIN = """
            select key.key_version, key.fingerprint, key.activated_at_chain_seq, key.retired_at_chain_seq,
                   key.created_at, min(next.created_at) as retired_at
              from governance_audit_chain_keys key
              left join governance_audit_chain_keys next on next.activated_at_chain_seq = key.retired_at_chain_seq
             group by key.key_version
             order by key.activated_at_chain_seq desc, key.key_version desc
             limit $1
            """;

    private static final String AGENTS = """
            select coalesce(key.key_fingerprint, gone.key_fingerprint) as fingerprint, left(key.agent_id, 256) as agent_id,
                   key.activated_at_chain_seq, key.created_at, gone.revoked_at_chain_seq,
                   left(gone.reason, 512) as reason, left(gone.operator_id, 256) as operator_id,
                   gone.created_at as revoked_at
              from governance_agent_keys key
              full join (select distinct on (key_fingerprint)
                                key_fingerprint, revoked_at_chain_seq, reason, operator_id, created_at
                           from governance_agent_key_revocations
                          order by key_fingerprint, revoked_at_chain_seq) as gone
                on gone.key_fingerprint = key.key_fingerprint
             order by coalesce(gone.created_at, key.created_at) desc, 1
             limit $1
            """;

    /** Heads are many and keys few, so each key's first head is looked up by the index. */
    private static final String MARKS = """
            with recursive keys as (
                (select key_fingerprint, number
                   from governance_console.mark_heads
                  order by key_fingerprint, number
                  limit 1)
                union all
                select next.key_fingerprint, next.number
                  from keys
                 cross join lateral (select key_fingerprint, number
                                       from governance_console.mark_heads
                                      where key_fingerprint > keys.key_fingerprint
                                      order by key_fingerprint, number
                                      limit 1) as next
            )
            select head.key_fingerprint, head.number, head.at
              from keys
              join governance_console.mark_heads head on head.number = keys.number
             order by head.number desc
             limit $1
            """;

    private static final String THERE = "select to_regclass('governance_console.mark_heads') is not null as there";

    record Chain(
            int version,
            String fingerprint,
            long activatedAtSeq,
            Instant activatedAt,
            @Nullable Long retiredAtSeq,
            @Nullable Instant retiredAt) {}

    record Agent(
            String fingerprint,
            @Nullable String agentId,
            @Nullable Long activatedAtSeq,
            @Nullable Instant importedAt,
            @Nullable Gone gone) {}

    record Gone(long atSeq, String reason, String by, Instant at) {}

    record Marks(String fingerprint, long firstHead, Instant since) {}

    Future<List<Chain>> chain(Queries queries, int most) {
        return queries.list(CHAIN, Tuple.of(most), TimelineStore::chain);
    }

    Future<List<Agent>> agents(Queries queries, int most) {
        return queries.list(AGENTS, Tuple.of(most), TimelineStore::agent);
    }

    /** None where the table is gone, which the state of the marks tells. */
    Future<List<Marks>> marks(Queries queries, int most) {
        return queries.list(THERE, Tuple.tuple(), row -> row.getBoolean("there"))
                .compose(there -> there.contains(true) ? heads(queries, most) : Future.succeededFuture(List.of()));
    }

    private Future<List<Marks>> heads(Queries queries, int most) {
        return queries.list(
                MARKS,
                Tuple.of(most),
                row -> new Marks(
                        row.getString("key_fingerprint"),
                        row.getLong("number"),
                        row.getOffsetDateTime("at").toInstant()));
    }

    private static Chain chain(Row row) {
        return new Chain(
                row.getInteger("key_version"),
                row.getString("fingerprint"),
                row.getLong("activated_at_chain_seq"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getLong("retired_at_chain_seq"),
                instant(row, "retired_at"));
    }

    private static Agent agent(Row row) {
        Instant revokedAt = instant(row, "revoked_at");
        return new Agent(
                row.getString("fingerprint"),
                row.getString("agent_id"),
                row.getLong("activated_at_chain_seq"),
                instant(row, "created_at"),
                revokedAt == null
                        ? null
                        : new Gone(
                                row.getLong("revoked_at_chain_seq"),
                                row.getString("reason"),
                                row.getString("operator_id"),
                                revokedAt));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
