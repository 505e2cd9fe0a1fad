package dev.governance.console.bridge;

import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AuditEvent;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** New audit rows and waiting approvals, as the bridge follows them. */
final class BridgeStore {
    private static final String NEWEST = """
            select chain_seq, event_id
              from governance_audit_events
             order by chain_seq desc
             limit 1
            """;

    /** Numbers that are missing just below the highest one: their transactions may still be running. */
    private static final String MISSING = """
            select seq
              from generate_series(greatest($1::bigint - 10000, 1), $1::bigint) as seq
             where not exists (select 1 from governance_audit_events where chain_seq = seq)
             order by seq
            """;

    /**
     * Rows that are told together have a size: metadata beyond 2 MiB in all is left to be opened row by row. Any
     * signed-in browser may ask for what it missed, forty at a time.
     */
    private static final String SIZED = """
            event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
            case when sum(octet_length(metadata)) over (order by chain_seq) <= 2097152 then metadata end as metadata,
            prev_hash, hmac_value, chain_seq, created_at""";

    /** Rows and the snapshot they were read in come from one statement; two index scans, never an OR. */
    private static final String LOOK = """
            select pg_snapshot_xmin(s.snapshot)::text::bigint as xmin,
                   pg_snapshot_xmax(s.snapshot)::text::bigint as xmax,
                   exists (select 1
                             from governance_audit_events told
                            where told.chain_seq = $1 and told.event_id = $4) as last_is_there,
                   %2$s
              from (select pg_current_snapshot() as snapshot) s
              left join lateral (
                     (select %1$s from governance_audit_events where chain_seq > $1 order by chain_seq limit $3)
                     union all
                     (select %1$s from governance_audit_events where chain_seq = any($2))
                   ) e on true
             order by e.chain_seq
            """.formatted(AuditRows.COLUMNS, SIZED);

    private static final String SINCE = """
            select %2$s
              from (select %1$s
                      from governance_audit_events
                     where chain_seq > $1
                     order by chain_seq
                     limit $2) missed
             order by chain_seq
            """.formatted(AuditRows.COLUMNS, SIZED);

    private static final String WAITING = """
            select request_id, agent_id, kind, resolution, resolved_at, expires_at, xmin::text as version
              from governance_gates_pending
             where resolved_at is null
             order by created_at desc
             limit 500
            """;

    private static final String GATES = """
            select request_id, agent_id, kind, resolution, resolved_at, expires_at
              from governance_gates_pending
             where request_id = any($1)
            """;

    private final AuditRows rows;
    private final WorkerExecutor live;
    private final WorkerExecutor replay;

    /**
     * Creates the store; redacting many large rows takes longer than an event loop may be held, so workers do it: some for what
     * happens now and others for what was missed, which must not hold that back.
     */
    BridgeStore(AuditRows rows, WorkerExecutor live, WorkerExecutor replay) {
        this.rows = rows;
        this.live = live;
        this.replay = replay;
    }

    /** The row with the highest number; empty for an empty log. */
    Future<Optional<Newest>> newest(Queries queries) {
        return queries.findOne(
                NEWEST, Tuple.tuple(), row -> new Newest(row.getLong("chain_seq"), row.getUUID("event_id")));
    }

    Future<List<Long>> missing(Queries queries, long highest) {
        return queries.list(MISSING, Tuple.of(highest), row -> row.getLong("seq"));
    }

    /** What is new behind the event {@code last} with the number {@code after}, and in gaps before it. */
    Future<Look> look(Queries queries, long after, @Nullable UUID last, Long[] gaps, int limit) {
        Tuple values = Tuple.tuple()
                .addLong(after)
                .addArrayOfLong(gaps)
                .addInteger(limit)
                .addUUID(last);
        return queries.list(LOOK, values, row -> row)
                .compose(read -> live.executeBlocking(
                        () -> look(read.stream().map(this::seen).toList())));
    }

    /** What was missed, each row as {@code told} tells it. */
    <T> Future<List<T>> since(Queries queries, long after, int limit, Function<AuditEvent, T> told) {
        return queries.list(SINCE, Tuple.of(after, limit), row -> row)
                .compose(read -> replay.executeBlocking(
                        () -> read.stream().map(rows::of).map(told).toList(), false));
    }

    Future<List<Waiting>> waiting(Queries queries) {
        return queries.list(WAITING, Tuple.tuple(), row -> new Waiting(gate(row), row.getString("version")));
    }

    Future<List<Gate>> gates(Queries queries, List<UUID> ids) {
        return queries.list(GATES, Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)), BridgeStore::gate);
    }

    private Seen seen(Row row) {
        return new Seen(
                row.getLong("xmin"),
                row.getLong("xmax"),
                row.getBoolean("last_is_there"),
                row.getLong("chain_seq") == null ? null : rows.of(row));
    }

    private static Look look(List<Seen> rows) {
        Seen first = rows.get(0); // the snapshot comes even without a row
        return new Look(
                first.xmin(),
                first.xmax(),
                first.lastIsThere(),
                rows.stream().map(Seen::event).filter(Objects::nonNull).toList());
    }

    private static Gate gate(Row row) {
        OffsetDateTime resolvedAt = row.getOffsetDateTime("resolved_at");
        return new Gate(
                row.getUUID("request_id"),
                row.getString("agent_id"),
                row.getString("kind"),
                row.getString("resolution"),
                resolvedAt == null ? null : resolvedAt.toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                false);
    }

    private record Seen(
            long xmin,
            long xmax,
            boolean lastIsThere,
            @Nullable AuditEvent event) {}

    record Newest(long seq, UUID eventId) {}

    /**
     * What one look found, with the oldest transaction still running and the first not yet started.
     *
     * @param lastIsThere whether the event that was told last is in the log, under its number
     */
    record Look(long xmin, long xmax, boolean lastIsThere, List<AuditEvent> events) {}

    /**
     * An approval as the stream tells it.
     *
     * @param changed whether it waited before and something about it is new: who claims it, or to whom it was handed on
     */
    record Gate(
            UUID requestId,
            String agentId,
            String kind,
            @Nullable String resolution,
            @Nullable Instant resolvedAt,
            Instant expiresAt,
            boolean changed) {
        Gate asChanged() {
            return new Gate(requestId, agentId, kind, resolution, resolvedAt, expiresAt, true);
        }
    }

    /**
     * An approval that waits.
     *
     * @param version another one as soon as anybody writes the row
     */
    record Waiting(Gate gate, String version) {}
}
