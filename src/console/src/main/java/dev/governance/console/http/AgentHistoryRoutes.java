package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Explorer;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Presence;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/agents/{agent_id}/halts} and {@code /sessions}: what became of one agent so far. */
final class AgentHistoryRoutes {
    private static final String LIMIT = "limit";
    private static final int USUAL = 50;

    private final Bus bus;
    private final Guard guard;

    AgentHistoryRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/agents/:agent_id/halts")
                .handler(guard.allows(Permission.READ, LIMIT))
                .handler(this::halts);
        router.get("/api/agents/:agent_id/sessions")
                .handler(guard.allows(Permission.READ, LIMIT))
                .handler(this::sessions);
    }

    private void halts(RoutingContext context) {
        int limit = limit(context, Presence.MOST_HALTS);
        Http.send(context, bus.ask(Presence.HALTS, new Presence.HaltsOf(context.pathParam("agent_id"), limit)));
    }

    private void sessions(RoutingContext context) {
        int limit = limit(context, Explorer.MOST_SESSIONS);
        Http.send(context, bus.ask(Explorer.SESSIONS, new Explorer.OfAgent(context.pathParam("agent_id"), limit)));
    }

    private static int limit(RoutingContext context, int most) {
        return (int) Http.number(context, LIMIT, USUAL, 1, most);
    }
}
