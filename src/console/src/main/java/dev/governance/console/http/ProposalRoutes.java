package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Policies;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/**
 * {@code /api/policy-proposals} and {@code /api/policies/{agent_id}/{policy_type}/proposal}: what waits for a second admin, and
 * what they say to it.
 */
final class ProposalRoutes {
    private static final String PATH = "/api/policies/:agent_id/:policy_type/proposal";
    private static final String PROPOSAL = "proposal_id";

    private final Bus bus;
    private final Guard guard;

    ProposalRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/policy-proposals")
                .handler(guard.allows(Permission.READ))
                .handler(this::waiting);
        router.post(PATH + "/confirm")
                .handler(guard.allows(Permission.EDIT_POLICIES))
                .handler(this::confirm);
        router.delete(PATH)
                .handler(guard.allows(Permission.EDIT_POLICIES, PROPOSAL))
                .handler(this::end);
    }

    private void waiting(RoutingContext context) {
        Http.send(context, bus.ask(Policies.PROPOSED, new Policies.Waiting()));
    }

    private void confirm(RoutingContext context) {
        Seen body = Http.body(context, Seen.class);
        Policies.Confirm confirm = new Policies.Confirm(
                context.pathParam("agent_id"),
                context.pathParam("policy_type"),
                Http.uuid(PROPOSAL, body.proposalId()),
                Guard.caller(context),
                Http.idempotencyKey(context));
        bus.ask(Policies.CONFIRM, confirm)
                .onSuccess(changed -> PolicyRoutes.answer(context, changed))
                .onFailure(context::fail);
    }

    private void end(RoutingContext context) {
        Policies.End end = new Policies.End(
                context.pathParam("agent_id"),
                context.pathParam("policy_type"),
                Http.query(context, PROPOSAL)
                        .map(text -> Http.uuid(PROPOSAL, text))
                        .orElse(null),
                Guard.caller(context),
                Http.idempotencyKey(context));
        Http.send(
                context,
                bus.ask(Policies.END, end)
                        .map(ended -> new Ended(
                                true,
                                ended.proposalId(),
                                ended.withdrawn() ? "withdrawn" : "rejected",
                                ended.eventId())));
    }

    /** The proposal that was looked at. */
    record Seen(String proposalId) {
        Seen {
            Http.required(proposalId, PROPOSAL);
        }
    }

    /**
     * A proposal that waits no more.
     *
     * @param state withdrawn by whoever made it, or rejected by another admin
     */
    record Ended(boolean ok, UUID proposalId, String state, UUID eventId) {}
}
