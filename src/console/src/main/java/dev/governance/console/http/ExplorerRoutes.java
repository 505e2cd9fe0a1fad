package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.contract.Permission;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /api/v2/events}: the audit log page by page. */
final class ExplorerRoutes {
    private static final List<String> SIZES = List.of("25", "50", "100");

    private final Bus bus;
    private final Guard guard;

    ExplorerRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/v2/events")
                .handler(guard.allows(Permission.READ, EventQuery.namesAnd("size", "cursor")))
                .handler(this::list);
    }

    private void list(RoutingContext context) {
        Explorer.Listing listing = new Explorer.Listing(
                EventQuery.filter(context),
                null,
                null,
                EventQuery.ascending(context),
                size(context),
                0,
                Http.query(context, "cursor").orElse(null),
                true);
        Http.send(context, bus.ask(Explorer.EVENTS, listing));
    }

    private static int size(RoutingContext context) {
        String size = Http.query(context, "size").orElse("50");
        if (!SIZES.contains(size)) {
            throw Refusal.unfit("size", "size is 25, 50 or 100");
        }
        return Integer.parseInt(size);
    }
}
