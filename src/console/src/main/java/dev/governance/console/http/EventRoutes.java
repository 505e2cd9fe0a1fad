package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Explorer;
import dev.governance.console.contract.Permission;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventDetail;
import dev.governance.console.wire.EventPage;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/events} and {@code /api/session}: reading the audit log, and proving it. */
final class EventRoutes {
    private static final String PATH = "/api/events";
    private static final int PAGE = 100;
    private static final int PAGE_LIMIT = 1_000;
    private static final int BESIDE = 5;
    private static final int BESIDE_LIMIT = 50;
    private static final int OFFSET_LIMIT = 10_000;

    private final Bus bus;
    private final Guard guard;
    private final Allowance often;

    EventRoutes(Bus bus, Guard guard, Allowance often) {
        this.bus = bus;
        this.guard = guard;
        this.often = often;
    }

    void mount(Router router) {
        router.get(PATH)
                .handler(guard.allows(
                        Permission.READ, EventQuery.namesAnd("before", "after", "limit", "offset", "cursor")))
                .handler(this::list);
        router.get("/api/events/stats")
                .handler(guard.allows(Permission.READ))
                .handler(often::count)
                .handler(this::stats);
        router.get("/api/events/:event_id")
                .handler(guard.allows(Permission.READ))
                .handler(this::one);
        router.get("/api/events/:event_id/neighbours")
                .handler(guard.allows(Permission.READ, "before", "after"))
                .handler(this::neighbours);
        router.get("/api/events/:event_id/verify")
                .handler(guard.allows(Permission.VERIFY))
                .handler(this::check);
        router.get("/api/session/:session_id/verify")
                .handler(guard.allows(Permission.VERIFY))
                .handler(this::verify);
    }

    private void list(RoutingContext context) {
        Explorer.Listing listing = new Explorer.Listing(
                EventQuery.filter(context),
                position(context, "before"),
                position(context, "after"),
                EventQuery.ascending(context),
                (int) Http.number(context, "limit", PAGE, 1, PAGE_LIMIT),
                offset(context),
                Http.query(context, "cursor").orElse(null),
                false);
        Http.send(context, bus.ask(Explorer.EVENTS, listing).map(page -> linked(context, listing, page)));
    }

    /** Rows that are skipped are read all the same, so there is an end to it, and another way on. */
    private static int offset(RoutingContext context) {
        try {
            return (int) Http.number(context, "offset", 0, 0, OFFSET_LIMIT);
        } catch (Refusal refusal) {
            throw Refusal.unfit(
                    "offset",
                    refusal.getMessage()
                            + "; to read further, follow the Link rel=\"next\" of an answer, or ask for pages by"
                            + " cursor: GET /api/v2/events");
        }
    }

    private static @Nullable Long position(RoutingContext context, String name) {
        return Http.query(context, name).isEmpty() ? null : Http.number(context, name, 0, 0, Long.MAX_VALUE);
    }

    private static List<AuditEvent> linked(RoutingContext context, Explorer.Listing listing, EventPage page) {
        String cursor = page.nextCursor();
        if (cursor != null) {
            context.response().putHeader("link", "<" + next(context, listing, page, cursor) + ">; rel=\"next\"");
        }
        return page.events();
    }

    /** By the number of the last event, as ever; by a cursor where that is not the order or a search goes on. */
    private static String next(RoutingContext context, Explorer.Listing listing, EventPage page, String cursor) {
        Links.Query query = Links.query(context).without("offset");
        Explorer.Filter filter = listing.filter();
        List<AuditEvent> events = page.events();
        if (filter.hasSpan() || filter.search() != null || listing.cursor() != null || events.isEmpty()) {
            return PATH + "?" + query.with("cursor", cursor);
        }
        long last = events.get(events.size() - 1).chainSeq();
        return PATH + "?" + query.with(listing.ascending() ? "after" : "before", Long.toString(last));
    }

    private void stats(RoutingContext context) {
        Http.send(context, bus.ask(Explorer.STATS, new Explorer.LastHour()));
    }

    private void one(RoutingContext context) {
        Explorer.One one = new Explorer.One(Http.uuid(context, "event_id"));
        Http.send(context, bus.ask(Explorer.EVENT, one).compose(this::corrected));
    }

    /** Without an answer it stays unknown what operators said, and the event is shown all the same. */
    private Future<EventDetail> corrected(EventDetail event) {
        return bus.ask(Audit.CORRECTIONS, new Audit.Range(event.chainSeq(), event.chainSeq()))
                .map(said -> event.corrected(said.corrections()))
                .otherwise(event);
    }

    private void neighbours(RoutingContext context) {
        Explorer.Beside beside = new Explorer.Beside(
                Http.uuid(context, "event_id"), (int) Http.number(context, "before", BESIDE, 0, BESIDE_LIMIT), (int)
                        Http.number(context, "after", BESIDE, 0, BESIDE_LIMIT));
        Http.send(context, bus.ask(Explorer.NEIGHBOURS, beside));
    }

    private void check(RoutingContext context) {
        Audit.CheckEvent question = new Audit.CheckEvent(Http.uuid(context, "event_id"));
        Http.send(context, bus.ask(Audit.CHECK_EVENT, question));
    }

    private void verify(RoutingContext context) {
        Audit.Verify question = new Audit.Verify(Http.uuid(context, "session_id"));
        Http.send(context, bus.ask(Audit.VERIFY, question, Audit.VERIFY_PATIENCE));
    }
}
