package dev.governance.console.audit.marks;

import dev.governance.chain.ChainRow;
import dev.governance.chain.PartDigests;
import dev.governance.console.audit.rows.SignedRowStore;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each part of a row was when the console first saw it. A record that cannot be read counts as none. */
public final class PartsStore {
    /** A row that is seen again, as after an adoption, keeps its first record. */
    private static final String PUT = """
            insert into governance_console.row_parts (event_id, parts)
            select event_id, parts
              from unnest($1::uuid[], $2::bytea[]) as fresh(event_id, parts)
                on conflict do nothing
            """;

    /** Of a longer one enough to see that it is none. */
    private static final String PARTS = ", encode(substring(parts from 1 for 1025), 'hex') as parts";

    private static final String SEEN = "select " + SignedRowStore.COLUMNS + PARTS + """

              from governance_audit_events
              join governance_console.row_parts using (event_id)
             where event_id = any($1)
            """;

    private static final String PLACED = """
            select placed.*, encode(substring(parts from 1 for 1025), 'hex') as parts
              from (select row_number() over (order by chain_seq) as position,
                           chain_seq, event_id, left(hmac_value, 65) as hmac
                      from governance_audit_events
                     where session_id = $1
                     order by chain_seq
                     limit $2) as placed
              left join governance_console.row_parts using (event_id)
             order by position
            """;

    private static final String EXISTS = "select to_regclass('governance_console.row_parts') is not null as there";

    private static final String OF = """
            select encode(substring(parts from 1 for 1025), 'hex') as parts
              from governance_console.row_parts
             where event_id = $1
            """;

    /** A row as it is now, and what its parts were. */
    public record Seen(ChainRow row, PartDigests before) {}

    /**
     * Where a row stands in its session, counted from 1, and what its parts were, if it was seen.
     *
     * @param event null where somebody allowed rows without one
     */
    record Placed(
            long position,
            long chainSeq,
            @Nullable UUID event,
            @Nullable String mac,
            Optional<PartDigests> before) {}

    Future<Integer> put(Queries transaction, Map<UUID, PartDigests> parts) {
        List<Map.Entry<UUID, PartDigests>> list = IndexOrder.sorted(parts);
        return transaction.execute(
                PUT,
                Tuple.tuple()
                        .addArrayOfUUID(list.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                        .addArrayOfBuffer(list.stream()
                                .map(entry ->
                                        HexFormat.of().parseHex(entry.getValue().hex()))
                                .map(Buffer::buffer)
                                .toArray(Buffer[]::new)));
    }

    /** Those of the events that are there and were seen before; none when somebody dropped the table. */
    public Future<List<Seen>> seen(Queries queries, Collection<UUID> events) {
        Tuple ids = Tuple.tuple().addArrayOfUUID(events.toArray(UUID[]::new));
        return exists(queries)
                .compose(there -> there
                        ? queries.list(SEEN, ids, PartsStore::seen).map(PartsStore::readable)
                        : Future.succeededFuture(List.of()));
    }

    /** The first {@code limit} rows of a session in their order; none when somebody dropped the table. */
    Future<List<Placed>> placed(Queries queries, UUID session, int limit) {
        return exists(queries)
                .compose(there -> there
                        ? queries.list(PLACED, Tuple.of(session, limit), PartsStore::placed)
                        : Future.succeededFuture(List.of()));
    }

    private static Placed placed(Row row) {
        return new Placed(
                row.getLong("position"),
                row.getLong("chain_seq"),
                row.getUUID("event_id"),
                row.getString("hmac"),
                PartDigests.read(row.getString("parts")));
    }

    private static Future<Boolean> exists(Queries queries) {
        return queries.findOne(EXISTS, Tuple.tuple(), row -> row.getBoolean("there"))
                .map(Optional::orElseThrow);
    }

    /** What was noted of an event, whether it is there or not. */
    Future<Optional<PartDigests>> of(Queries queries, UUID event) {
        return exists(queries)
                .compose(there -> there
                        ? queries.findOne(OF, Tuple.of(event), row -> PartDigests.read(row.getString("parts")))
                                .map(noted -> noted.flatMap(Function.identity()))
                        : Future.succeededFuture(Optional.empty()));
    }

    private static Optional<Seen> seen(Row row) {
        return PartDigests.read(row.getString("parts")).map(before -> new Seen(SignedRowStore.of(row), before));
    }

    private static List<Seen> readable(List<Optional<Seen>> all) {
        return all.stream().flatMap(Optional::stream).toList();
    }
}
