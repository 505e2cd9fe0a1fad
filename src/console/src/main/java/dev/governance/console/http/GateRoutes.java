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
        router.post("/api/gates/:request_id/claim")
                .handler(guard.allows(Permission.DECIDE_APPROVALS))
                .handler(this::claim);
        router.post("/api/gates/:request_id/release")
                .handler(guard.allows(Permission.DECIDE_APPROVALS))
                .handler(this::release);
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
        Words body = context.body().isEmpty() ? new Words(null, null) : Http.body(context, Words.class);
        Approvals.Decide decision = new Approvals.Decide(
                id, Guard.caller(context), granted, body.rationale(), body.override(), Http.idempotencyKey(context));
        Future<Decision> answer = bus.ask(Approvals.DECIDE, decision)
                .map(decided -> new Decision(true, decided.requestId(), decided.resolution(), decided.resolvedAt()));
        Http.send(context, answer);
    }

    private void claim(RoutingContext context) {
        Approvals.Claim claim = new Approvals.Claim(
                Http.uuid(context, "request_id"), Guard.caller(context), over(context), Http.idempotencyKey(context));
        Http.send(
                context,
                bus.ask(Approvals.CLAIM, claim)
                        .map(claimed -> new Claim(
                                true,
                                claimed.requestId(),
                                claimed.reviewerId(),
                                claimed.reviewer(),
                                claimed.reviewingSince())));
    }

    private void release(RoutingContext context) {
        Approvals.Release release = new Approvals.Release(
                Http.uuid(context, "request_id"), Guard.caller(context), over(context), Http.idempotencyKey(context));
        Http.send(
                context,
                bus.ask(Approvals.RELEASE, release)
                        .map(released -> new Claim(true, released.requestId(), null, null, null)));
    }

    private static @Nullable String over(RoutingContext context) {
        return context.body().isEmpty()
                ? null
                : Http.body(context, OverClaim.class).override();
    }

    record Words(@Nullable String rationale, @Nullable String override) {}

    record OverClaim(@Nullable String override) {}

    record Decision(boolean ok, UUID requestId, String resolution, Instant resolvedAt) {}

    record Claim(
            boolean ok,
            UUID requestId,
            @Nullable UUID reviewerId,
            @Nullable String reviewer,
            @Nullable Instant reviewingSince) {}
}
