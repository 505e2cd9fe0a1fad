package dev.governance.console.audit.rows;

import dev.governance.chain.ChainRow;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of one session or of many, as they were signed, in pieces of bounded size. */
public final class RowStore {
    /** Rows of a piece: fastest between 500 and 1,000 for one session, and more where each session is looked up. */
    private static final int PIECE = 1_000;

    /**
     * Nothing forbids two rows with one chain_seq, so the id is part of the key. Metadata beyond 4 MiB is no writer's, so
     * it fails without being read; a piece ends after 16 MiB of it, but has one row at least.
     */
    private static final String SIZED = """
            select event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                   coalesce(metadata, '') as metadata, prev_hash, hmac_value, hmac_next, chain_seq, created_at,
                   signature, signing_key_fingerprint, signature_status, found
              from (select sized.*,
                           count(*) over () as found,
                           row_number() over (order by session_id, chain_seq, event_id) as place,
                           sum(octet_length(metadata)) over (order by session_id, chain_seq, event_id) as bytes
                      from (select %s
                              from governance_audit_events
                             where %s
                             order by %s
                             limit %d) as sized) as counted
             where place = 1 or bytes <= 16777216
             order by place
            """;

    private static final String OF_ONE = SIZED.formatted(
            SignedRowStore.COLUMNS,
            "session_id = $1 and chain_seq >= $2 and (chain_seq, event_id) > ($2, $3) and chain_seq <= $4",
            "chain_seq, event_id",
            PIECE);

    private static final String IN_ORDER = "session_id, chain_seq, event_id";

    /** A row without a number has no place in any session. */
    private static final String NUMBERED = "chain_seq is not null and session_id <= $1";

    private static final String FROM_THE_FIRST = SIZED.formatted(SignedRowStore.COLUMNS, NUMBERED, IN_ORDER, PIECE);

    private static final String AFTER_ONE =
            SIZED.formatted(SignedRowStore.COLUMNS, NUMBERED + " and session_id > $2", IN_ORDER, PIECE);

    private static final String NEWEST_BELOW = """
            select marker.seq, coalesce(below.hmac_value, '') as hmac_value
              from unnest($1::bigint[]) as marker(seq)
              join lateral (select hmac_value
                              from governance_audit_events
                             where chain_seq < marker.seq
                             order by chain_seq desc
                             limit 1) as below on true
            """;

    private static final String LAST_OF_ONE = """
            select max(chain_seq) as last
              from governance_audit_events
             where session_id = $1
            """;

    private static final String SIZE = """
            select count(*) as rows
              from governance_audit_events
             where session_id = $1
            """;

    private static final String NOW =
            "select now() as at, (select coalesce(max(chain_seq), 0) from governance_audit_events) as newest";

    private static final UUID LAST = new UUID(-1, -1);

    /** Rows in order, {@code last} when no more follow. */
    public record Piece(List<ChainRow> rows, boolean last) {
        public Piece {
            rows = List.copyOf(rows);
        }
    }

    /** Where reading one session goes on. */
    public record Place(long chainSeq, UUID eventId) {
        public static final Place START = new Place(Long.MIN_VALUE, new UUID(0, 0));

        public static Place after(ChainRow row) {
            return new Place(row.chainSeq(), row.event().eventId());
        }
    }

    private record Read(ChainRow row, long found) {}

    /**
     * A snapshot's moment.
     *
     * @param at by the database's clock
     * @param newest the highest chain_seq there is
     */
    public record Now(Instant at, long newest) {}

    public Future<Now> now(Queries snapshot) {
        return snapshot.findOne(
                        NOW,
                        Tuple.tuple(),
                        row -> new Now(row.getOffsetDateTime("at").toInstant(), row.getLong("newest")))
                .map(Optional::orElseThrow);
    }

    /** The rows of a session after a place, none beyond {@code upTo}. */
    public Future<Piece> ofOne(Queries queries, UUID sessionId, Place place, long upTo) {
        return queries.list(OF_ONE, Tuple.of(sessionId, place.chainSeq(), place.eventId(), upTo), RowStore::read)
                .map(RowStore::piece);
    }

    /** The last chain_seq of a session; empty when it has no row. */
    public Future<Optional<Long>> last(Queries queries, UUID sessionId) {
        return queries.findOne(LAST_OF_ONE, Tuple.of(sessionId), row -> Optional.ofNullable(row.getLong("last")))
                .map(Optional::orElseThrow);
    }

    /** How many rows a session has. */
    public Future<Long> size(Queries queries, UUID sessionId) {
        return queries.findOne(SIZE, Tuple.of(sessionId), row -> row.getLong("rows"))
                .map(Optional::orElseThrow);
    }

    /**
     * Rows of all sessions in a range; when the piece is not the last, its last session may go on.
     *
     * @param after the session before the range; null when it begins with the first
     * @param upTo the last session of the range; null when it ends with the last
     */
    public Future<Piece> ofMany(Queries queries, @Nullable UUID after, @Nullable UUID upTo) {
        UUID end = upTo == null ? LAST : upTo;
        Future<List<Read>> read = after == null
                ? queries.list(FROM_THE_FIRST, Tuple.of(end), RowStore::read)
                : queries.list(AFTER_ONE, Tuple.of(end, after), RowStore::read);
        return read.map(RowStore::piece);
    }

    /** For rotation markers among the rows, the MAC of the row below each in the whole table, by chain_seq. */
    public Future<Map<Long, String>> below(Queries queries, List<ChainRow> rows) {
        Long[] markers = rows.stream()
                .filter(row -> row.event().kind().equals(ChainRow.ROTATION))
                .map(ChainRow::chainSeq)
                .toArray(Long[]::new);
        if (markers.length == 0) {
            return Future.succeededFuture(Map.of());
        }
        return queries.list(
                        NEWEST_BELOW,
                        Tuple.tuple().addValue(markers),
                        row -> Map.entry(row.getLong("seq"), row.getString("hmac_value")))
                .map(list -> list.stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, same) -> first)));
    }

    private static Piece piece(List<Read> read) {
        List<ChainRow> rows = read.stream().map(Read::row).toList();
        boolean last =
                read.isEmpty() || (read.get(0).found() < PIECE && read.get(0).found() == rows.size());
        return new Piece(rows, last);
    }

    private static Read read(Row row) {
        return new Read(SignedRowStore.of(row), row.getLong("found"));
    }
}
