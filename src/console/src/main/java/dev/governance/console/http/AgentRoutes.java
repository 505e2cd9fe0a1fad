package dev.governance.console.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Postures;
import dev.governance.console.contract.Presence;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/agents}: who lives, halting and resuming. */
final class AgentRoutes {
    private static final String PATTERN = "pattern";
    private static final int LISTED = 50;

    private final Bus bus;
    private final Guard guard;
    private final Superseded kill =
            new Superseded("POST /api/agents/{agent_id}/kill", "POST /api/agents/{agent_id}/halt does the same");

    AgentRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get("/api/agents")
                .handler(guard.allows(Permission.READ, "limit"))
                .handler(this::active);
        router.get("/api/agents/presence")
                .handler(guard.allows(Permission.READ, PATTERN))
                .handler(this::presence);
        router.post("/api/agents/:agent_id/halt")
                .handler(guard.allows(Permission.HALT))
                .handler(this::halt);
        router.post("/api/agents/:agent_id/kill")
                .handler(this::superseded)
                .handler(guard.allows(Permission.HALT))
                .handler(this::halt);
        router.post("/api/agents/:agent_id/resume")
                .handler(guard.person(Permission.HALT))
                .handler(this::resume);
    }

    private void active(RoutingContext context) {
        int limit = (int) Http.number(context, "limit", LISTED, 1, Postures.MOST_ACTIVE);
        Http.send(context, bus.ask(Postures.ACTIVE, new Postures.Active(limit)).map(Postures.Listed::agents));
    }

    private void presence(RoutingContext context) {
        Future<Presence.Agents> agents = context.queryParam(PATTERN).stream()
                .findFirst() // also an empty one, which is refused: it means nobody, not everybody
                .map(pattern -> bus.ask(Presence.MATCHING, new Presence.Matching(pattern)))
                .orElseGet(() -> bus.ask(Presence.AGENTS, new Presence.All()));
        Http.send(context, agents.map(Agents::of));
    }

    private void superseded(RoutingContext context) {
        kill.note(context, "/api/agents/" + Links.segment(context.pathParam("agent_id")) + "/halt");
        context.next();
    }

    private void halt(RoutingContext context) {
        Why body = Http.body(context, Why.class);
        Presence.Halt halt = new Presence.Halt(
                context.pathParam("agent_id"), Guard.caller(context), body.reason(), Http.idempotencyKey(context));
        Http.send(
                context,
                bus.ask(Presence.HALT, halt)
                        .map(halted -> new Halted(true, halted.agentId(), "halted", halted.haltedAt())));
    }

    private void resume(RoutingContext context) {
        WhyAndPassword body = Http.body(context, WhyAndPassword.class);
        Caller by = Guard.caller(context);
        UUID key = Http.idempotencyKey(context);
        String address = Http.address(context);
        Http.send(
                context,
                bus.ask(Auth.STEP_UP, new Auth.StepUp(by, body.password(), address))
                        .compose(sure -> bus.ask(
                                Presence.RESUME,
                                new Presence.Resume(context.pathParam("agent_id"), by, body.reason(), key)))
                        .map(resumed -> new Resumed(true, resumed.agentId(), "resumed", resumed.resumedAt())));
    }

    record Agents(List<Listed> agents) {
        static Agents of(Presence.Agents known) {
            return new Agents(known.agents().stream().map(Listed::of).toList());
        }
    }

    /** An agent, and once more what clients of the Python console and readers of its table look for. */
    record Listed(
            @JsonUnwrapped AgentPresence agent,
            @Nullable Instant lastSeen,
            @Nullable String haltedBy,
            @Nullable Instant haltedAt,
            @Nullable String haltReason) {
        static Listed of(AgentPresence agent) {
            AgentPresence.Halt halt = agent.halt();
            return halt == null
                    ? new Listed(agent, agent.lastHeartbeat(), null, null, null)
                    : new Listed(agent, agent.lastHeartbeat(), halt.haltedBy(), halt.haltedAt(), halt.reason());
        }
    }

    record Why(String reason) {
        Why {
            Http.required(reason, "reason");
        }
    }

    record WhyAndPassword(String reason, String password) {
        WhyAndPassword {
            Http.required(reason, "reason");
            Http.required(password, "password");
        }

        @Override
        public String toString() {
            return "WhyAndPassword[hidden]";
        }
    }

    record Halted(boolean ok, String agentId, String action, Instant haltedAt) {}

    record Resumed(boolean ok, String agentId, String action, Instant resumedAt) {}
}
