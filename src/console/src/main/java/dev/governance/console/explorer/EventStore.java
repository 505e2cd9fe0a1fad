package dev.governance.console.explorer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AuditEvent;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Events as people read them, stretch by stretch. */
final class EventStore {
    private static final String COLUMNS = "select " + AuditRows.COLUMNS + "\n";
    private static final String FROM = "  from governance_audit_events\n where true\n";
    private static final String LIMIT = " limit $%d\n";

    /** A page has a size in bytes, too: metadata beyond 4 MiB in all is left to be opened row by row. */
    private static final String PAGE = """
            select event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                   case when sum(octet_length(metadata)) over (order by place) <= 4194304 then metadata end as metadata,
                   prev_hash, hmac_value, chain_seq, created_at
              from (select page.*, row_number() over () as place from (%s) as page) as placed
             order by place
            """;

    /** Whoever looks through rows needs all their metadata, so a stretch ends after 4 MiB but has one row at least. */
    private static final String STRETCH = """
            select event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash, metadata,
                   prev_hash, hmac_value, chain_seq, created_at, found
              from (select placed.*,
                           count(*) over () as found,
                           sum(octet_length(metadata)) over (order by place) as bytes
                      from (select page.*, row_number() over () as place from (%s) as page) as placed) as counted
             where place = 1 or coalesce(bytes, 0) <= 4194304
             order by place
            """;

    /** The rows with an HMAC, and the first and the last one that were looked at. */
    private static final String MACS = """
            select event_id, chain_seq, created_at, place, hmac_value like $%%d as matches
              from (select seen.*, row_number() over () as place, count(*) over () as found
                      from (%s) as seen) as placed
             where hmac_value like $%%d or place in (1, found)
             order by place
            """;

    private static final String NEWEST = "select coalesce(max(chain_seq), 0) as newest from governance_audit_events";

    private static final String ONE = COLUMNS + FROM + "   and event_id = $1";

    private static final String SOME = COLUMNS + FROM + "   and event_id = any($1)";

    private final AuditRows rows;
    private final WorkerExecutor workers;

    EventStore(AuditRows rows, WorkerExecutor workers) {
        this.rows = rows;
        this.workers = workers;
    }

    /** Rows that were looked through, {@code more} when others follow. */
    record Stretch(List<Looked> events, boolean more) {}

    record Looked(AuditEvent event, boolean matches) {}

    /**
     * Rows whose HMAC was looked at.
     *
     * @param matching places of those that have it
     * @param first the place of the first one looked at; empty when there was none
     * @param last the place of the last one
     */
    record Macs(List<Place> matching, Optional<Place> first, Optional<Place> last, long looked) {}

    private record Seen(Place place, long number, boolean matches) {}

    /** The greatest chain_seq; 0 when there is no row. */
    Future<Long> newest(Queries queries) {
        return queries.findOne(NEWEST, Tuple.tuple(), row -> row.getLong("newest"))
                .map(Optional::orElseThrow);
    }

    Future<List<AuditEvent>> page(Queries queries, Selection selection, Span span, int limit, int offset) {
        Clauses sql = found(selection, span, limit, offset);
        return queries.list(PAGE.formatted(sql.sql()), Tuple.from(sql.values()), row -> row)
                .compose(this::shown);
    }

    /** Looks through rows: what {@code wanted} says about metadata is asked on a worker. */
    Future<Stretch> stretch(Queries queries, Selection selection, Span span, int limit, Predicate<JsonNode> wanted) {
        Clauses sql = found(selection, span, limit, 0);
        return queries.list(STRETCH.formatted(sql.sql()), Tuple.from(sql.values()), row -> row)
                .compose(read -> workers.executeBlocking(() -> looked(read, wanted, limit), false));
    }

    private Stretch looked(List<Row> read, Predicate<JsonNode> wanted, int limit) {
        List<Looked> events = read.stream()
                .map(rows::of)
                .map(event -> new Looked(event, wanted.test(event.metadata().tree())))
                .toList();
        long found = read.isEmpty() ? 0 : read.get(0).getLong("found");
        return new Stretch(events, found > events.size() || found == limit);
    }

    Future<Macs> macs(Queries queries, Selection selection, Span span, int limit, String digits) {
        Clauses inner = selection.into(new Clauses("select event_id, chain_seq, created_at, hmac_value\n" + FROM));
        span.into(inner).text(span.order().clause()).and(LIMIT, limit);
        String like = "$" + (inner.values().size() + 1);
        inner.values().add(digits + "%");
        return queries.list(
                        MACS.formatted(inner.sql()).replace("$%d", like), Tuple.from(inner.values()), EventStore::seen)
                .map(EventStore::macs);
    }

    private static Seen seen(Row row) {
        return new Seen(
                new Place(
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getLong("chain_seq"),
                        row.getUUID("event_id")),
                row.getLong("place"),
                row.getBoolean("matches"));
    }

    private static Macs macs(List<Seen> seen) {
        Optional<Seen> last = seen.isEmpty() ? Optional.empty() : Optional.of(seen.get(seen.size() - 1));
        return new Macs(
                seen.stream().filter(Seen::matches).map(Seen::place).toList(),
                seen.stream().findFirst().map(Seen::place),
                last.map(Seen::place),
                last.map(Seen::number).orElse(0L));
    }

    Future<Optional<AuditEvent>> one(Queries queries, UUID eventId) {
        return queries.list(ONE, Tuple.of(eventId), row -> row)
                .compose(this::shown)
                .map(events -> events.stream().findFirst());
    }

    /** Events of these ids, in any order. */
    Future<List<AuditEvent>> some(Queries queries, List<UUID> eventIds) {
        return queries.list(SOME, Tuple.tuple().addValue(eventIds.toArray(UUID[]::new)), row -> row)
                .compose(this::shown);
    }

    private static Clauses found(Selection selection, Span span, int limit, int offset) {
        List<String> arms = selection.arms(span.order());
        return arms.isEmpty()
                ? span.into(selection.into(new Clauses(COLUMNS + FROM)))
                        .text(span.order().clause())
                        .and(LIMIT, limit)
                        .and("offset $%d\n", offset)
                : merged(selection, span, arms, limit, offset);
    }

    /** One index scan a kind; what they find together is sorted by its keys, and only the rows of the page are read. */
    private static Clauses merged(Selection selection, Span span, List<String> arms, int limit, int offset) {
        Clauses sql = new Clauses(COLUMNS + FROM + "   and event_id = any(array(\nselect event_id from (\n");
        for (String kind : arms) {
            sql.text(kind.equals(arms.get(0)) ? "(" : "union all (")
                    .text("select chain_seq, event_id\n" + FROM)
                    .and("   and kind = $%d\n", kind);
            span.into(selection.withoutKinds(sql))
                    .text(span.order().clause())
                    .and(LIMIT, limit + offset)
                    .text(")\n");
        }
        return sql.text(") as picked\n")
                .text(span.order().clause())
                .and(LIMIT, limit)
                .and("offset $%d))\n", offset)
                .text(span.order().clause());
    }

    /** Redacting a page of large metadata takes longer than an event loop may be held. */
    private Future<List<AuditEvent>> shown(List<Row> read) {
        return workers.executeBlocking(() -> read.stream().map(rows::of).toList(), false);
    }
}
