package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Permission;
import dev.governance.console.wire.AuditEvent;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/events} and {@code /api/session}: reading the audit log, and proving it. */
final class EventRoutes {
    private static final int PAGE = 100;
    private static final int PAGE_LIMIT = 1_000;
    private static final int OFFSET_LIMIT = 10_000;

    private final Bus bus;
    private final Guard guard;

    EventRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/events").handler(guard.allows(Permission.READ)).handler(this::list);
        router.get("/api/events/:event_id")
                .handler(guard.allows(Permission.READ))
                .handler(this::one);
        router.get("/api/session/:session_id/verify")
                .handler(guard.allows(Permission.VERIFY))
                .handler(this::verify);
    }

    private void list(RoutingContext context) {
        Audit.Page page = page(context);
        Http.send(context, bus.ask(Audit.EVENTS, page).map(events -> linked(context, page, events)));
    }

    private static Audit.Page page(RoutingContext context) {
        return new Audit.Page(
                text(context, "agent_id"),
                text(context, "kind"),
                Http.query(context, "session_id")
                        .map(text -> Http.uuid("session_id", text))
                        .orElse(null),
                blockedOnly(context),
                position(context, "before"),
                position(context, "after"),
                ascending(context),
                (int) Http.number(context, "limit", PAGE, 1, PAGE_LIMIT),
                (int) Http.number(context, "offset", 0, 0, OFFSET_LIMIT),
                Http.query(context, "q").orElse(null));
    }

    private static @Nullable String text(RoutingContext context, String name) {
        Optional<String> text = Http.query(context, name);
        if (text.isPresent() && text.get().indexOf(0) >= 0) {
            throw new Refusal(Fault.INVALID, "invalid_" + name, name + " holds NUL, which no event can");
        }
        return text.orElse(null);
    }

    private static boolean blockedOnly(RoutingContext context) {
        Optional<String> outcome = Http.query(context, "outcome");
        if (outcome.isPresent() && !outcome.get().equals("blocked")) {
            throw new Refusal(Fault.INVALID, "invalid_outcome", "outcome is blocked, or left out");
        }
        return outcome.isPresent();
    }

    private static boolean ascending(RoutingContext context) {
        String order = Http.query(context, "order").orElse("desc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw new Refusal(Fault.INVALID, "invalid_order", "order is asc or desc");
        }
        return order.equals("asc");
    }

    private static @Nullable Long position(RoutingContext context, String name) {
        return Http.query(context, name).isEmpty() ? null : Http.number(context, name, 0, 0, Long.MAX_VALUE);
    }

    private static List<AuditEvent> linked(RoutingContext context, Audit.Page page, Audit.Events answer) {
        List<AuditEvent> events = answer.events();
        if (answer.more() && !events.isEmpty()) {
            context.response().putHeader("link", "<" + next(context, page, events) + ">; rel=\"next\"");
        }
        return events;
    }

    private static String next(RoutingContext context, Audit.Page page, List<AuditEvent> events) {
        long last = events.get(events.size() - 1).chainSeq();
        Links.Query query = Links.query(context).without("offset");
        return "/api/events?" + query.with(page.ascending() ? "after" : "before", Long.toString(last));
    }

    private void one(RoutingContext context) {
        Http.send(context, bus.ask(Audit.EVENT, new Audit.One(Http.uuid(context, "event_id"))));
    }

    private void verify(RoutingContext context) {
        Audit.Verify question = new Audit.Verify(Http.uuid(context, "session_id"));
        Http.send(context, bus.ask(Audit.VERIFY, question, Audit.VERIFY_PATIENCE));
    }
}
