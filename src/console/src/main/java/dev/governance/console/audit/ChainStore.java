package dev.governance.console.audit;

import dev.governance.chain.ChainRow;
import dev.governance.console.audit.marks.SignedRowStore;
import dev.governance.console.db.PrintedJson;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Rows as they were signed: metadata as text, for a driver's JSON type would change numbers. */
final class ChainStore {
    /** Rows of a chunk: fastest between 500 and 1,000, many times slower at 5,000. */
    private static final int CHUNK = 500;

    /**
     * Nothing forbids two rows with one chain_seq, so the id is part of the key. No writer signs more than 64 KiB of
     * metadata, which PostgreSQL prints as 4 MiB at the very most; what is larger fails without being read. A chunk ends
     * after 16 MiB, but has one row at least. An Ed25519 signature has 64 bytes; of a longer one enough is read to see
     * that it is none.
     */
    private static final String ROWS = """
            select event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                   coalesce(metadata, '') as metadata, prev_hash, hmac_value, hmac_next, chain_seq, created_at,
                   signature, signing_key_fingerprint, signature_status, found
              from (select sized.*,
                           count(*) over () as found,
                           row_number() over (order by chain_seq, event_id) as place,
                           sum(octet_length(metadata)) over (order by chain_seq, event_id) as bytes
                      from (select event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                                   %s as metadata,
                                   prev_hash, hmac_value, hmac_next, chain_seq, created_at,
                                   encode(substring(signature from 1 for 65), 'hex') as signature,
                                   left(signing_key_fingerprint, 65) as signing_key_fingerprint,
                                   left(signature_status, 65) as signature_status
                              from governance_audit_events
                             where session_id = $1
                               and chain_seq >= $2
                               and (chain_seq, event_id) > ($2, $3)
                               and chain_seq <= $4
                             order by chain_seq, event_id
                             limit $5) as sized) as counted
             where place = 1 or bytes <= 16777216
             order by place
            """.formatted(PrintedJson.text("metadata_json", 4_194_304));

    private static final String LAST = """
            select max(chain_seq) as last
              from governance_audit_events
             where session_id = $1
            """;

    private static final String SIZE = """
            select count(*) as rows
              from governance_audit_events
             where session_id = $1
            """;

    private static final String NEWEST_BELOW = """
            select marker.seq, coalesce(below.hmac_value, '') as hmac_value
              from unnest($1::bigint[]) as marker(seq)
              join lateral (select hmac_value
                              from governance_audit_events
                             where chain_seq < marker.seq
                             order by chain_seq desc
                             limit 1) as below on true
            """;

    /** Rows of a session in order, {@code last} when no more follow. */
    record Chunk(List<ChainRow> rows, boolean last) {}

    private record Found(ChainRow row, long found) {}

    /** The rows of a session after a place, none beyond {@code upTo}. */
    Future<Chunk> after(Queries queries, UUID sessionId, Place place, long upTo) {
        return queries.list(
                        ROWS, Tuple.of(sessionId, place.chainSeq(), place.eventId(), upTo, CHUNK), ChainStore::found)
                .map(ChainStore::chunk);
    }

    /** The last chain_seq of a session; empty when it has no row. */
    Future<Optional<Long>> last(Queries queries, UUID sessionId) {
        return queries.findOne(LAST, Tuple.of(sessionId), row -> Optional.ofNullable(row.getLong("last")))
                .map(found -> found.orElseThrow());
    }

    /** How many rows a session has. */
    Future<Long> size(Queries queries, UUID sessionId) {
        return queries.findOne(SIZE, Tuple.of(sessionId), row -> row.getLong("rows"))
                .map(found -> found.orElseThrow());
    }

    /** Where reading goes on. */
    record Place(long chainSeq, UUID eventId) {
        static final Place START = new Place(Long.MIN_VALUE, new UUID(0, 0));

        static Place after(ChainRow row) {
            return new Place(row.chainSeq(), row.event().eventId());
        }
    }

    /** The MAC of the row below each of the given places in the whole table. */
    Future<Map<Long, String>> newestBelow(Queries queries, List<Long> chainSeqs) {
        return queries.list(
                        NEWEST_BELOW,
                        Tuple.tuple().addValue(chainSeqs.toArray(Long[]::new)),
                        row -> Map.entry(row.getLong("seq"), row.getString("hmac_value")))
                .map(list -> list.stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, same) -> first)));
    }

    private static Chunk chunk(List<Found> read) {
        List<ChainRow> rows = read.stream().map(Found::row).toList();
        boolean last =
                read.isEmpty() || (read.get(0).found() < CHUNK && read.get(0).found() == rows.size());
        return new Chunk(rows, last);
    }

    private static Found found(Row row) {
        return new Found(row(row), row.getLong("found"));
    }

    /** A row with all the columns of {@link #ROWS}. */
    static ChainRow row(Row row) {
        return SignedRowStore.of(row);
    }
}
