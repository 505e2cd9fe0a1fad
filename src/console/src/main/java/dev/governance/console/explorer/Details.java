package dev.governance.console.explorer;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventDetail;
import dev.governance.console.wire.EventNeighbours;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Shows one event, and what stands beside it. */
final class Details {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Database database;
    private final EventStore store;
    private final LinkStore links = new LinkStore();

    Details(Database database, EventStore store) {
        this.database = database;
        this.store = store;
    }

    Future<EventDetail> one(Explorer.One one) {
        return database.looking(
                LONGEST,
                queries -> event(queries, one.eventId())
                        .compose(event -> links.chain(queries, one.eventId())
                                .map(chain -> EventDetail.of(event, chain.orElseThrow(Details::unknown)))));
    }

    Future<EventNeighbours> neighbours(Explorer.Beside beside) {
        return database.looking(
                LONGEST,
                queries -> event(queries, beside.eventId())
                        .compose(event -> side(queries, event, false, beside.before())
                                .compose(before -> side(queries, event, true, beside.after())
                                        .map(after -> new EventNeighbours(
                                                before.shown(true),
                                                event,
                                                after.shown(false),
                                                before.more(),
                                                after.more())))));
    }

    private Future<Slice> side(Queries queries, AuditEvent event, boolean ascending, int count) {
        Explorer.Filter session = new Explorer.Filter(null, List.of(), event.sessionId(), null, null, null, null, null);
        Span span = new Span(new Order(false, ascending), Place.of(event), Long.MAX_VALUE, null, null);
        return store.page(queries, new Selection(session, null, List.of(), null), span, count + 1, 0)
                .map(read -> Slice.of(read, count));
    }

    private Future<AuditEvent> event(Queries queries, UUID eventId) {
        return store.one(queries, eventId).map(event -> event.orElseThrow(Details::unknown));
    }

    private static Refusal unknown() {
        return new Refusal(Fault.NOT_FOUND, "event_unknown", "there is no event with this id");
    }
}
