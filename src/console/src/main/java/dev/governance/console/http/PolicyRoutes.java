package dev.governance.console.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Policies;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.PolicyChange;
import dev.governance.console.wire.PolicyProposal;
import dev.governance.console.wire.PolicyRow;
import dev.governance.console.wire.Problem;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/policies}: what agents may do and spend, who changed it, changing it. */
final class PolicyRoutes {
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final int PAGE = 500;
    private static final int CHANGES = 50;

    private final Bus bus;
    private final Guard guard;
    private final Allowance often;

    PolicyRoutes(Bus bus, Guard guard, Allowance often) {
        this.bus = bus;
        this.guard = guard;
        this.often = often;
    }

    void mount(Router router) {
        router.get("/api/policies")
                .handler(guard.allows(Permission.READ, LIMIT, CURSOR))
                .handler(often::count)
                .handler(this::all);
        router.get("/api/policies/:agent_id")
                .handler(guard.allows(Permission.READ))
                .handler(often::count)
                .handler(this::ofAgent);
        router.put("/api/policies/:agent_id/:policy_type")
                .handler(guard.allows(Permission.EDIT_POLICIES))
                .handler(this::change);
        router.get("/api/policies/:agent_id/:policy_type/history")
                .handler(guard.allows(Permission.READ, LIMIT, CURSOR))
                .handler(this::history);
    }

    private void all(RoutingContext context) {
        int limit = (int) Http.number(context, LIMIT, PAGE, 1, Policies.MOST);
        Http.send(
                context,
                bus.ask(
                        Policies.ALL,
                        new Policies.All(Http.query(context, CURSOR).orElse(null), limit)));
    }

    private void ofAgent(RoutingContext context) {
        Http.send(context, bus.ask(Policies.OF_AGENT, new Policies.Of(context.pathParam("agent_id"))));
    }

    private void change(RoutingContext context) {
        NewPolicy body = Http.body(context, NewPolicy.class);
        Policies.Change change = new Policies.Change(
                context.pathParam("agent_id"),
                context.pathParam("policy_type"),
                Json.write(body.policy()),
                body.version(),
                body.reason(),
                Guard.caller(context),
                Http.idempotencyKey(context));
        bus.ask(Policies.CHANGE, change)
                .onSuccess(changed -> answer(context, changed))
                .onFailure(context::fail);
    }

    static void answer(RoutingContext context, Policies.Changed changed) {
        UUID eventId = changed.eventId();
        PolicyProposal proposal = changed.proposal();
        if (eventId != null && proposal != null) {
            Http.answer(context, new Proposed(true, proposal, eventId));
            return;
        }
        if (eventId != null) {
            Http.answer(context, new Stored(true, changed.policy(), eventId));
            return;
        }
        Refusal overtaken = new Refusal(
                Fault.CONFLICT,
                "changed_meanwhile",
                "the policy is another one than you saw; look at current and send its version. Nothing was changed");
        Http.refuse(context, overtaken.fault(), new Overtaken(Http.problem(context, overtaken), changed.policy()));
    }

    private void history(RoutingContext context) {
        int limit = (int) Http.number(context, LIMIT, CHANGES, 1, Policies.MOST_CHANGES);
        Long before = Http.query(context, CURSOR).isEmpty()
                ? null
                : (Long) Http.number(context, CURSOR, 0, 1, Long.MAX_VALUE);
        String agentId = context.pathParam("agent_id");
        String type = context.pathParam("policy_type");
        Http.send(
                context,
                bus.ask(Policies.HISTORY, new Policies.Past(agentId, type, before, limit))
                        .map(past -> new Past(agentId, type, past.changes(), past.nextCursor())));
    }

    /** A policy instead of the one with that version; null when there was none. */
    record NewPolicy(JsonNode policy, @Nullable String version, String reason) {
        private static final int LONGEST = 128;

        NewPolicy {
            if (policy == null) {
                throw new IllegalArgumentException("policy is required");
            }
            if (version != null && version.length() > LONGEST) {
                throw new IllegalArgumentException("version is that of the policy that you saw");
            }
            Http.required(reason, "reason");
        }
    }

    /**
     * Nothing was stored.
     *
     * @param current the policy that stands there; null when there is none
     */
    record Overtaken(
            @JsonUnwrapped Problem problem, @Nullable PolicyRow current) {}

    /** Nothing was stored yet, and no member of {@link Stored} says that anything was. */
    record Proposed(boolean proposed, PolicyProposal proposal, UUID eventId) {}

    record Stored(boolean ok, @Nullable PolicyRow policy, UUID eventId) {}

    /**
     * What a policy was.
     *
     * @param nextCursor where the next page begins; null at the end
     */
    record Past(
            String agentId,
            String policyType,
            List<PolicyChange> changes,
            @Nullable Long nextCursor) {}
}
