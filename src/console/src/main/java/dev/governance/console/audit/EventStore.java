package dev.governance.console.audit;

import dev.governance.console.contract.Audit;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Outcome;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events as people read them, page by page. */
final class EventStore {
    /** How far back an HMAC is looked for where no session narrows it: no index helps there. */
    static final int RECENT = 100_000;

    private static final String COLUMNS = "select " + AuditRows.COLUMNS + "\n";

    /** A page has a size in bytes, too: metadata beyond 4 MiB in all is left to be opened row by row. */
    private static final String PAGE = """
            select event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                   case when sum(octet_length(metadata)) over (order by place) <= 4194304 then metadata end as metadata,
                   prev_hash, hmac_value, chain_seq, created_at
              from (select page.*, row_number() over () as place from (%s) as page) as placed
             order by place
            """;

    private static final String FROM = "  from governance_audit_events\n where true\n";
    private static final String AGENT = "   and agent_id = $%d\n";
    private static final String KIND = "   and kind = $%d\n";
    private static final String SESSION = "   and session_id = $%d\n";
    private static final String BLOCKED = "   and kind = any($%d)\n";
    private static final String BEFORE = "   and chain_seq < $%d\n";
    private static final String AFTER = "   and chain_seq > $%d\n";
    private static final String EVENT = "   and event_id = $%d\n";
    private static final String MAC = "   and hmac_value like $%d\n";
    private static final String MAC_RECENT = MAC + "   and chain_seq > (select coalesce(max(chain_seq), 0) - " + RECENT
            + " from governance_audit_events)\n";
    private static final String NEWEST_FIRST = " order by chain_seq desc, event_id desc\n";
    private static final String OLDEST_FIRST = " order by chain_seq, event_id\n";
    private static final String LIMIT = " limit $%d\n";
    private static final String OFFSET = "offset $%d\n";

    private static final String ONE = COLUMNS + FROM + "   and event_id = $1";

    private final AuditRows rows;
    private final WorkerExecutor workers;

    EventStore(AuditRows rows, WorkerExecutor workers) {
        this.rows = rows;
        this.workers = workers;
    }

    /** One event more than the page asks for, when there is one. */
    Future<List<AuditEvent>> page(Queries queries, Audit.Page page) {
        return read(queries, filtered(page), page);
    }

    Future<List<AuditEvent>> byId(Queries queries, Audit.Page page, UUID eventId) {
        return read(queries, filtered(page).and(EVENT, eventId), page);
    }

    /** Within the page's session, or else among the newest {@value #RECENT} events. */
    Future<List<AuditEvent>> byMac(Queries queries, Audit.Page page, String digits) {
        return read(queries, filtered(page).and(page.sessionId() == null ? MAC_RECENT : MAC, digits + "%"), page);
    }

    Future<Optional<AuditEvent>> one(Queries queries, UUID eventId) {
        return queries.list(ONE, Tuple.of(eventId), row -> row)
                .compose(this::shown)
                .map(events -> events.stream().findFirst());
    }

    private static Clauses filtered(Audit.Page page) {
        return new Clauses(COLUMNS + FROM)
                .andIf(AGENT, page.agentId())
                .andIf(KIND, page.kind())
                .andIf(SESSION, page.sessionId())
                .andIf(BLOCKED, page.blockedOnly() ? Outcome.blockingKinds().toArray(String[]::new) : null)
                .andIf(BEFORE, page.before())
                .andIf(AFTER, page.after());
    }

    private Future<List<AuditEvent>> read(Queries queries, Clauses where, Audit.Page page) {
        Clauses whole = where.text(page.ascending() ? OLDEST_FIRST : NEWEST_FIRST)
                .and(LIMIT, page.limit() + 1)
                .and(OFFSET, page.offset());
        return queries.list(PAGE.formatted(whole.sql()), Tuple.from(whole.values()), row -> row)
                .compose(this::shown);
    }

    /** Redacting a page of large metadata takes longer than an event loop may be held. */
    private Future<List<AuditEvent>> shown(List<Row> read) {
        return workers.executeBlocking(() -> read.stream().map(rows::of).toList(), false);
    }
}
