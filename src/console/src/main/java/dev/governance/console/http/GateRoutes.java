package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Permission;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/gates}: what waits for a person, and deciding it. */
final class GateRoutes {
    private static final int PAGE = 500;
    private static final int RECENT = 50;

    private final Bus bus;
    private final Guard guard;

    GateRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/gates/pending")
                .handler(guard.allows(Permission.DECIDE_APPROVALS))
                .handler(this::pending);
        router.get("/api/gates/recent").handler(guard.allows(Permission.READ)).handler(this::recent);
        router.post("/api/gates/:request_id/grant")
                .handler(guard.allows(Permission.DECIDE_APPROVALS))
                .handler(context -> decide(context, true));
        router.post("/api/gates/:request_id/deny")
                .handler(guard.allows(Permission.DECIDE_APPROVALS))
                .handler(context -> decide(context, false));
    }

    private void pending(RoutingContext context) {
        int limit = (int) Http.number(context, "limit", PAGE, 1, PAGE);
        Http.send(
                context,
                bus.ask(Approvals.PENDING, new Approvals.Pending(Guard.caller(context), limit))
                        .map(Approvals.Listed::approvals));
    }

    private void recent(RoutingContext context) {
        int limit = (int) Http.number(context, "limit", RECENT, 1, PAGE);
        Http.send(
                context,
                bus.ask(Approvals.RECENT, new Approvals.Recent(Guard.caller(context), limit))
                        .map(Approvals.Listed::approvals));
    }

    private void decide(RoutingContext context, boolean granted) {
        UUID id = Http.uuid(context, "request_id");
        Rationale body = context.body().isEmpty() ? new Rationale(null) : Http.body(context, Rationale.class);
        Approvals.Decide decision = new Approvals.Decide(
                id, Guard.caller(context), granted, body.rationale(), Http.idempotencyKey(context));
        Future<Decision> answer = bus.ask(Approvals.DECIDE, decision)
                .map(decided -> new Decision(true, decided.requestId(), decided.resolution(), decided.resolvedAt()));
        Http.send(context, answer);
    }

    record Rationale(@Nullable String rationale) {}

    record Decision(boolean ok, UUID requestId, String resolution, Instant resolvedAt) {}
}
