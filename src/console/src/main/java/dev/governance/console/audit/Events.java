package dev.governance.console.audit;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AuditEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Answers who reads the log, and never lets a rare filter hold the database for long. */
final class Events {
    /** Well within the asker's patience. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Database database;
    private final EventStore store;

    Events(Database database, EventStore store) {
        this.database = database;
        this.store = store;
    }

    Future<Audit.Events> page(Audit.Page page) {
        return database.within(LONGEST, queries -> found(queries, page)).map(events -> cut(page, events));
    }

    Future<AuditEvent> one(Audit.One one) {
        return database.within(LONGEST, queries -> store.one(queries, one.eventId()))
                .map(event -> event.orElseThrow(
                        () -> new Refusal(Fault.NOT_FOUND, "event_unknown", "there is no event with this id")));
    }

    private Future<List<AuditEvent>> found(Queries queries, Audit.Page page) {
        String search = page.search();
        if (search == null) {
            return store.page(queries, page);
        }
        SearchTerm term = SearchTerm.parse(search);
        if (term instanceof SearchTerm.Id event) {
            return byId(queries, page, event.id());
        }
        return byMac(queries, page, ((SearchTerm.Mac) term).digits());
    }

    /** The event of this id, or else the session. */
    private Future<List<AuditEvent>> byId(Queries queries, Audit.Page page, UUID id) {
        return store.byId(queries, page, id)
                .compose(events -> events.isEmpty() && page.sessionId() == null
                        ? store.page(queries, page.in(id))
                        : Future.succeededFuture(events));
    }

    private Future<List<AuditEvent>> byMac(Queries queries, Audit.Page page, String digits) {
        return store.byMac(queries, page, digits)
                .compose(events -> events.isEmpty() && page.sessionId() == null
                        ? Future.failedFuture(new Refusal(
                                Fault.NOT_FOUND,
                                "hmac_unknown",
                                "none of the newest 100,000 events has this HMAC; older ones are not searchable by"
                                        + " HMAC, except within their session"))
                        : Future.succeededFuture(events));
    }

    private static Audit.Events cut(Audit.Page page, List<AuditEvent> events) {
        boolean more = events.size() > page.limit();
        return new Audit.Events(more ? events.subList(0, page.limit()) : events, more);
    }
}
