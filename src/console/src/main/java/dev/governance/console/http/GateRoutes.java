package dev.governance.console.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Permission;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.ApprovalContext;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/gates}: what waits for a person, and deciding it. */
final class GateRoutes {
    private static final int PAGE = 500;
    private static final int LONGEST_PAGE = 1_000;
    private static final int RECENT = 50;

    private final Bus bus;
    private final Guard guard;
    private final Allowance often;
    private final TooLate tooLate;
    private final Superseded pending = new Superseded("GET /api/gates/pending", "GET /api/v2/gates/pending has pages");

    GateRoutes(Bus bus, Guard guard, Allowance often) {
        this.bus = bus;
        this.guard = guard;
        this.often = often;
        this.tooLate = new TooLate(bus);
    }

    void mount(Router router) {
        router.get("/api/gates/pending")
                .handler(guard.allows(Permission.READ, "limit", "cursor", "order"))
                .handler(often::count)
                .handler(this::earlierPending);
        router.get("/api/v2/gates/pending")
                .handler(guard.allows(Permission.READ, "limit", "cursor", "order"))
                .handler(often::count)
                .handler(this::pending);
        router.get("/api/gates/recent")
                .handler(guard.allows(Permission.READ, "limit"))
                .handler(often::count)
                .handler(this::recent);
        router.get("/api/gates/:request_id/context")
                .handler(guard.allows(Permission.READ))
                .handler(this::context);
        act(router, "grant", context -> decide(context, true));
        act(router, "deny", context -> decide(context, false));
        act(router, "claim", this::claim);
        act(router, "release", this::release);
        act(router, "escalate", this::escalate);
        act(router, "withdraw", this::withdraw);
        router.post("/api/gates/batch-approve")
                .handler(guard.allows(Permission.DECIDE_APPROVALS))
                .handler(this::grantAll);
    }

    private void act(Router router, String verb, Handler<RoutingContext> handler) {
        router.post("/api/gates/:request_id/" + verb)
                .handler(guard.allows(Permission.DECIDE_APPROVALS))
                .handler(handler);
    }

    /** As it was before there were pages: a plain array, which cannot say that it was cut, so headers do. */
    private void earlierPending(RoutingContext context) {
        int limit = (int) Http.number(context, "limit", PAGE, 1, PAGE);
        pending.note(context, "/api/v2/gates/pending");
        Http.send(context, page(context, limit).map(page -> {
            if (page.nextCursor() != null) {
                context.response()
                        .putHeader("x-truncated", "true")
                        .putHeader(
                                "x-total-returned",
                                Integer.toString(page.approvals().size()));
            }
            return page.approvals();
        }));
    }

    private void pending(RoutingContext context) {
        int limit = (int) Http.number(context, "limit", PAGE, 1, LONGEST_PAGE);
        Http.send(
                context,
                page(context, limit)
                        .map(page -> new Items(page.approvals(), page.nextCursor() != null, page.nextCursor())));
    }

    private Future<Approvals.Page> page(RoutingContext context, int limit) {
        String order = Http.query(context, "order").orElse("newest");
        if (!order.equals("newest") && !order.equals("soonest")) {
            throw Refusal.unfit("order", "order is newest, or soonest for the soonest to expire first");
        }
        return bus.ask(
                Approvals.PENDING,
                new Approvals.Pending(
                        Guard.caller(context),
                        limit,
                        order.equals("soonest"),
                        Http.query(context, "cursor").orElse(null)));
    }

    private void context(RoutingContext context) {
        Approvals.Context asked = new Approvals.Context(Http.uuid(context, "request_id"), Guard.caller(context));
        Http.send(
                context,
                bus.ask(Approvals.CONTEXT, asked)
                        .map(known -> new Context(
                                known.approval(),
                                known.risk(),
                                known.owners(),
                                known.agentPresence(),
                                known.recentAgentEvents(),
                                known.agentCostTodayUsd(),
                                known.similarDecisions(),
                                known.approvers())));
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
        tooLate.send(context, id, bus.ask(Approvals.DECIDE, decision).map(Decision::of));
    }

    private void claim(RoutingContext context) {
        UUID id = Http.uuid(context, "request_id");
        Approvals.Claim claim =
                new Approvals.Claim(id, Guard.caller(context), over(context), Http.idempotencyKey(context));
        tooLate.send(
                context,
                id,
                bus.ask(Approvals.CLAIM, claim)
                        .map(claimed -> new Claim(
                                true,
                                claimed.requestId(),
                                claimed.reviewerId(),
                                claimed.reviewer(),
                                claimed.reviewingSince())));
    }

    private void release(RoutingContext context) {
        UUID id = Http.uuid(context, "request_id");
        Approvals.Release release =
                new Approvals.Release(id, Guard.caller(context), over(context), Http.idempotencyKey(context));
        tooLate.send(
                context,
                id,
                bus.ask(Approvals.RELEASE, release)
                        .map(released -> new Claim(true, released.requestId(), null, null, null)));
    }

    private void escalate(RoutingContext context) {
        UUID id = Http.uuid(context, "request_id");
        Target body = Http.body(context, Target.class);
        Approvals.Escalate escalate = new Approvals.Escalate(
                id, Guard.caller(context), body.escalateTo(), body.override(), Http.idempotencyKey(context));
        tooLate.send(
                context,
                id,
                bus.ask(Approvals.ESCALATE, escalate)
                        .map(done -> new Escalation(true, done.requestId(), done.escalatedTo(), done.escalatedAt())));
    }

    private void withdraw(RoutingContext context) {
        UUID id = Http.uuid(context, "request_id");
        Approvals.Withdraw withdraw = new Approvals.Withdraw(id, Guard.caller(context), Http.idempotencyKey(context));
        tooLate.send(
                context, id, bus.ask(Approvals.WITHDRAW, withdraw).map(done -> new Withdrawal(true, done.requestId())));
    }

    private void grantAll(RoutingContext context) {
        Approvals.GrantAll all = new Approvals.GrantAll(
                Http.body(context, Ids.class).requestIds(), Guard.caller(context), Http.idempotencyKey(context));
        Http.send(
                context,
                bus.ask(Approvals.GRANT_ALL, all)
                        .map(done -> new Batch(
                                true,
                                done.approved(),
                                done.failed(),
                                done.approved().size(),
                                done.failed().size())));
    }

    private static @Nullable String over(RoutingContext context) {
        return context.body().isEmpty()
                ? null
                : Http.body(context, OverClaim.class).override();
    }

    record Target(String escalateTo, @Nullable String override) {
        Target {
            if (escalateTo == null) {
                throw new IllegalArgumentException("escalate_to is required");
            }
        }
    }

    record Escalation(boolean ok, UUID requestId, String escalatedTo, Instant escalatedAt) {}

    record Ids(List<UUID> requestIds) {
        Ids {
            if (requestIds == null || requestIds.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("request_ids is a list of ids");
            }
        }
    }

    record Batch(boolean ok, List<UUID> approved, List<Approvals.Failed> failed, int approvedCount, int failedCount) {}

    record Items(
            List<Approval> items, boolean hasMore, @Nullable String nextCursor) {}

    record Context(
            @JsonUnwrapped Approval approval,
            String risk,
            List<String> owners,
            ApprovalContext.@Nullable Presence agentPresence,
            List<ApprovalContext.Event> recentAgentEvents,
            BigDecimal agentCostTodayUsd,
            List<ApprovalContext.Decision> similarDecisions,
            @Nullable List<ApprovalContext.Approver> approvers) {}

    record Words(@Nullable String rationale, @Nullable String override) {}

    record OverClaim(@Nullable String override) {}

    /**
     * What became of a decision.
     *
     * @param state granted, denied, or second_approver_wanted, with which the agent waits on
     */
    record Decision(
            boolean ok,
            UUID requestId,
            String state,
            @Nullable String resolution,
            @Nullable Instant resolvedAt) {
        static Decision of(Approvals.Decided decided) {
            String resolution = decided.resolution();
            String state = resolution == null ? "second_approver_wanted" : resolution;
            return new Decision(true, decided.requestId(), state, resolution, decided.resolvedAt());
        }
    }

    record Withdrawal(boolean ok, UUID requestId) {}

    record Claim(
            boolean ok,
            UUID requestId,
            @Nullable UUID reviewerId,
            @Nullable String reviewer,
            @Nullable Instant reviewingSince) {}
}
